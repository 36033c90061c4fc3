namespace XbFunctions.Xb.Demo;

/// <summary>Decisions of one market.</summary>
/// <param name="Market">Its country code.</param>
/// <param name="Approved">Payments let through.</param>
/// <param name="Reviewed">Payments held for an analyst.</param>
/// <param name="Declined">Payments refused.</param>
internal sealed record MarketFigures(string Market, long Approved, long Reviewed, long Declined)
{
    /// <summary>All of them.</summary>
    public long Total => Approved + Reviewed + Declined;
}
