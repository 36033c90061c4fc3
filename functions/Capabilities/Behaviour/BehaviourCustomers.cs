using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>The read model of customers: one row for each, its profile as JSON.</summary>
public static class BehaviourCustomers
{
    private const int RecentInRow = 20;

    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "BehaviourCustomers",
        new("HomeMarket", ReadModelColumnType.Text),
        new("LastSeenAt", ReadModelColumnType.Time),
        new("Orders", ReadModelColumnType.Whole),
        new("Profile", ReadModelColumnType.Text),
        new("IntentRow", ReadModelColumnType.Text));

    /// <summary>Table partition of a customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>The pseudonym's first hexadecimal digit.</returns>
    public static string PartitionOf(Pseudonym customer) => ((int)(customer.Value >> 124)).ToString("x1", CultureInfo.InvariantCulture);

    internal static void Add(ReadModelRows rows, Visitor visitor, BehaviourState state)
    {
        var profile = ProfileOf(visitor, state, out var intentRow);
        rows.Add(
            PartitionOf(visitor.Key),
            visitor.Key.ToString(),
            profile.HomeMarket,
            profile.LastSeenAt,
            visitor.Orders,
            JsonSerializer.Serialize(profile, BehaviourJson.Default.CustomerProfile),
            intentRow);
    }

    /// <summary>Reads a session's row for the intent model.</summary>
    /// <param name="text">The column <c>IntentRow</c>; null in rows of before.</param>
    /// <returns>Shape <c>[IntentColumns.Width]</c>; empty where there is none, or it is of another version.</returns>
    internal static float[] ReadIntentRow(string? text)
    {
        var bytes = new byte[IntentColumns.Width * sizeof(float)];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : [];
    }

    private static CustomerProfile ProfileOf(Visitor visitor, BehaviourState state, out string intentRow)
    {
        intentRow = "";
        var best = new List<ScoredKey>();
        CustomerProfile.RecentItem[] Named(IEnumerable<SeenItem> items) =>
        [
            .. items.Select(item => (Sku: state.Texts.Find(item.Key), item.AtMs))
                .Where(static item => item.Sku is not null)
                .Select(static item => new CustomerProfile.RecentItem(item.Sku!, Time(item.AtMs))),
        ];
        CustomerProfile.Session? open = null;
        if (state.TryFindSession(visitor.Key.Low, visitor.LastSeenMs, out var session))
        {
            var tally = session.Aggregate;
            open = new CustomerProfile.Session(
                Time(session.StartMs), Time(session.EndMs), tally.Events, tally.Views, tally.Searches, tally.CartAdds, tally.Checkouts, tally.Orders,
                ClickAggregator.IntentOf(tally), tally.IntentAtMs == 0 ? null : Time(tally.IntentAtMs));
            if (tally is { IntentAtMs: > 0, Orders: 0 })
            {
                Span<float> row = stackalloc float[IntentColumns.Width];
                IntentFeatures.Write(session, visitor, row);
                intentRow = Convert.ToBase64String(MemoryMarshal.AsBytes(row));
            }
        }

        return new CustomerProfile(
            visitor.Version,
            CountryCode.FromPacked((ushort)visitor.Markets.Best()).ToString(),
            state.Texts.Find(visitor.Languages.Best()),
            Time(visitor.FirstSeenMs),
            Time(visitor.LastSeenMs),
            visitor.Events,
            visitor.Sessions,
            visitor.Orders,
            visitor.Units,
            visitor.SpentCents / 100.0,
            visitor.LastOrderMs == 0 ? null : Time(visitor.LastOrderMs),
            Named(visitor.Recent.Take(RecentInRow)),
            Shares(visitor.Categories, best, state.Texts.Find),
            Shares(visitor.Brands, best, state.Texts.Find),
            Shares(visitor.PriceBands, best, static band => string.Create(CultureInfo.InvariantCulture, $"{(band == 0 ? 0 : 1L << (int)(band - 1))}-{1L << (int)band} EUR")),
            open,
            Named(visitor.Bought));
    }

    // Shares do not change with time, all weights decaying alike: no row is stale for having waited.
    private static List<CustomerProfile.Affinity> Shares(DecayedScores scores, List<ScoredKey> best, Func<ulong, string?> nameOf)
    {
        scores.CopyBest(Visitor.Affinities, best);
        var highest = best.Count == 0 ? 0 : best[0].Score;
        var sum = best.Sum(entry => double.Exp2(entry.Score - highest));
        var shares = new List<CustomerProfile.Affinity>();
        foreach (var entry in best)
        {
            if (nameOf(entry.Key) is { } name)
            {
                shares.Add(new CustomerProfile.Affinity(name, Math.Round(double.Exp2(entry.Score - highest) / sum, 4)));
            }
        }

        return shares;
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
