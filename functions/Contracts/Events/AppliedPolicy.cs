namespace XbFunctions.Contracts;

/// <summary>The policy as it was applied to one payment: with the payment's features and model, it determines the decision.</summary>
/// <param name="Version">Version in the policy store; <c>default</c> for the one that ships with the app.</param>
/// <param name="Review">Probability from which on the payment was to be reviewed, in [0, 1].</param>
/// <param name="Decline">Probability from which on it was to be declined, in [<paramref name="Review"/>, 1].</param>
/// <param name="Lists">Lists that the payment stood on, such as <c>deny:device</c>; null for none.</param>
/// <param name="Snoozed">Rules that would have hit, but are snoozed for the customer; null for none.</param>
/// <param name="Capped">True where the decision would have been to decline, but the cap on declines was reached; else null.</param>
/// <param name="Degraded">Why rules alone decided: <c>noModel</c> or <c>slowModel</c>; null where a model scored.</param>
public sealed record AppliedPolicy(
    string Version,
    double Review,
    double Decline,
    IReadOnlyList<string>? Lists = null,
    IReadOnlyList<string>? Snoozed = null,
    bool? Capped = null,
    string? Degraded = null);
