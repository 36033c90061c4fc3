namespace XbFunctions.Capabilities.Fraud;

/// <summary>The probabilities at which a decision changes.</summary>
/// <param name="Review">At or above: an analyst looks. In [0, 1].</param>
/// <param name="Decline">At or above: declined. In [<paramref name="Review"/>, 1].</param>
public readonly record struct FraudThresholds(double Review, double Decline)
{
    /// <summary>Key of <see cref="Review"/> in a model's manifest.</summary>
    public const string ReviewKey = "review";

    /// <summary>Key of <see cref="Decline"/> in a model's manifest.</summary>
    public const string DeclineKey = "decline";

    /// <summary>Settings win over the manifest; with neither, a coin's toss is reviewed and near certainty declined.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="manifest">Thresholds of the model's manifest; null when it has none.</param>
    public static FraudThresholds From(FraudOptions options, IReadOnlyDictionary<string, double>? manifest)
    {
        var review = options.ReviewThreshold ?? Of(manifest, ReviewKey) ?? 0.5;
        return new FraudThresholds(review, Math.Max(review, options.DeclineThreshold ?? Of(manifest, DeclineKey) ?? 0.95));
    }

    private static double? Of(IReadOnlyDictionary<string, double>? manifest, string key) =>
        manifest is not null && manifest.TryGetValue(key, out var value) ? value : null;
}
