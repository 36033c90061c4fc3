namespace XbFunctions.Capabilities.Fraud;

/// <summary>A decision whose replay under its policy gives another outcome, or other rules.</summary>
/// <param name="File">Archive file.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Policy">Version of the policy that decided it.</param>
/// <param name="Archived">Outcome, and in brackets the rules, in the archive.</param>
/// <param name="Replayed">Likewise of the replay.</param>
public sealed record LedgerOutcome(string File, string PaymentId, string Policy, string Archived, string Replayed);
