namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decisions of one outcome then and one outcome now.</summary>
/// <param name="Was">Outcome then.</param>
/// <param name="Becomes">Outcome now.</param>
/// <param name="Payments">Number of payments.</param>
/// <param name="Frauds">Known frauds among them.</param>
/// <param name="Genuine">Known genuine payments among them.</param>
/// <param name="AmountBase">Their amounts together, in major units of the base currency.</param>
public sealed record RerunPair(string Was, string Becomes, int Payments, int Frauds, int Genuine, double AmountBase);
