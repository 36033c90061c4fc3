namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Bound on automatic declines of one partition, so that a bad rule cannot stop the shop: beyond it declines become reviews. Counted by
/// event time out of the partition's own decisions, so that a replay decides the same. A denied key is declined all the same.
/// </summary>
/// <param name="Minutes">Length of the interval, which ends with the payment's minute; 1 to 60.</param>
/// <param name="Share">Most declines as a share of the interval's decisions, above 0 and at most 1.</param>
/// <param name="Minimum">Declines that are always allowed in an interval, 0 or more.</param>
public sealed record DeclineCap(int Minutes, double Share, int Minimum);
