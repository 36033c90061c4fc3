namespace XbFunctions.Xb.Bench;

/// <summary>Figures of one rate; times in milliseconds, client included.</summary>
/// <param name="Wanted">Requests a second that were to be sent.</param>
/// <param name="Reached">Requests a second that were answered.</param>
/// <param name="Refused">Answers that were no list of ten.</param>
/// <param name="P50">Half of the answers came within.</param>
/// <param name="P99">99 % came within.</param>
/// <param name="P999">99.9 % came within.</param>
internal sealed record RecommendRateFigures(int Wanted, double Reached, int Refused, double P50, double P99, double P999);
