using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Turns an open session into a row for the intent model, the same in serving and in training.</summary>
internal static class IntentFeatures
{
    private const double DayMs = 86_400_000;
    private const double HourMs = 3_600_000;

    // 1970-01-01 was a Thursday; 0 is Monday.
    private const int FirstWeekday = 3;

    /// <summary>Writes a row.</summary>
    /// <param name="session">The session so far, without an order.</param>
    /// <param name="visitor">Whose it is; null for one that is forgotten.</param>
    /// <param name="row">Destination, shape <c>[IntentColumns.Width]</c>; NaN is unknown.</param>
    public static void Write(in ClosedWindow<SessionTally> session, Visitor? visitor, Span<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, IntentColumns.Width, nameof(row));
        var tally = session.Aggregate;
        var distinct = BehaviourArchive.Distinct(tally.ItemBits);
        var seconds = (session.EndMs - session.StartMs) / 1_000.0;
        var market = CountryCode.FromPacked(tally.Market);
        var (sessions, orders) = (visitor?.Sessions ?? 0, visitor?.Orders ?? 0);
        var (hour, weekday) = LocalTime(market, session.EndMs);
        var at = 0;
        row[at++] = tally.Events;
        row[at++] = tally.Views;
        row[at++] = tally.Searches;
        row[at++] = tally.EmptySearches;
        row[at++] = tally.CartAdds;
        row[at++] = tally.CartRemoves;
        row[at++] = tally.CartAdds - tally.CartRemoves;
        row[at++] = tally.Checkouts;
        row[at++] = tally.Shown;
        row[at++] = tally.Recommended;
        row[at++] = (float)distinct;
        row[at++] = (float)(tally.Views / Math.Max(1, distinct));
        row[at++] = (float)seconds;
        row[at++] = (float)(seconds / Math.Max(1, tally.Events - 1));
        row[at++] = Math.Max(0, tally.CartCents) / 100f;
        row[at++] = tally.PricedViews == 0 ? float.NaN : tally.ViewedCents / 100f / tally.PricedViews;
        row[at++] = visitor is { IsCustomer: true } ? 1 : 0;
        row[at++] = sessions;
        row[at++] = orders;
        row[at++] = sessions == 0 ? float.NaN : (float)orders / sessions;
        row[at++] = (visitor?.SpentCents ?? 0) / 100f;
        row[at++] = visitor is { FirstSeenMs: var first and < long.MaxValue } ? (float)((session.EndMs - first) / DayMs) : float.NaN;
        row[at++] = visitor is { LastOrderMs: > 0 and var last } ? (float)((session.EndMs - last) / DayMs) : float.NaN;
        row[at++] = visitor is { Markets.Count: > 0 } ? (visitor.Markets.Best() == tally.Market ? 1 : 0) : float.NaN;
        row[at++] = tally.Market;
        row[at++] = hour;
        row[at] = weekday;
    }

    private static (float Hour, float Weekday) LocalTime(CountryCode market, long atMs)
    {
        var hour = CountryClock.HourAt(market, atMs);
        if (float.IsNaN(hour))
        {
            return (float.NaN, float.NaN);
        }

        // The clock there is between 12 hours behind and 12 ahead.
        var ahead = ((hour - (atMs % DayMs / HourMs) + 36) % 24) - 12;
        var days = (long)Math.Floor((atMs + (ahead * HourMs)) / DayMs);
        return (hour, (days + FirstWeekday) % 7);
    }
}
