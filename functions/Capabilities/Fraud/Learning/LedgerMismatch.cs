namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision whose replay gives another score.</summary>
/// <param name="File">Archive file.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Model">Version that scored it.</param>
/// <param name="Archived">Score in the archive.</param>
/// <param name="Replayed">Score of the replay.</param>
public sealed record LedgerMismatch(string File, string PaymentId, string Model, float Archived, float Replayed);
