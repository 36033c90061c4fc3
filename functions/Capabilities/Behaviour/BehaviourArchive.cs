using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What behaviour archives: a row for each closed session of a person, the training set of purchase intent.</summary>
public static class BehaviourArchive
{
    /// <summary>Closed sessions.</summary>
    public static ArchiveDataset Sessions { get; } = new(
        "behaviour/sessions",
        version: 1,
        new("session_key", ArchiveColumnType.Text),
        new("visitor_key", ArchiveColumnType.Text),
        new("known", ArchiveColumnType.Flag),
        new("market", ArchiveColumnType.Text),
        new("started_at", ArchiveColumnType.Time),
        new("ended_at", ArchiveColumnType.Time),
        new("events", ArchiveColumnType.Whole),
        new("views", ArchiveColumnType.Whole),
        new("distinct_items", ArchiveColumnType.Number),
        new("searches", ArchiveColumnType.Whole),
        new("empty_searches", ArchiveColumnType.Whole),
        new("cart_adds", ArchiveColumnType.Whole),
        new("cart_removes", ArchiveColumnType.Whole),
        new("checkouts", ArchiveColumnType.Whole),
        new("recommendations_clicked", ArchiveColumnType.Whole),
        new("orders", ArchiveColumnType.Whole),
        new("spent_euros", ArchiveColumnType.Number),
        new("earlier_sessions", ArchiveColumnType.Whole),
        new("earlier_orders", ArchiveColumnType.Whole));

    internal static void Add(ArchiveRows rows, in StreamEvent last, in ClosedSession closed, string sessionKey)
    {
        var (visitor, window) = (closed.Visitor!, closed.Window);
        var tally = window.Aggregate;
        rows.Begin(last.SequenceNumber, last.EnqueuedAt);
        rows.Add(sessionKey);
        rows.Add(visitor.Key.ToString());
        rows.Add(visitor.IsCustomer);
        rows.Add(CountryCode.FromPacked(tally.Market).ToString());
        rows.Add(DateTimeOffset.FromUnixTimeMilliseconds(window.StartMs));
        rows.Add(DateTimeOffset.FromUnixTimeMilliseconds(window.EndMs));
        rows.Add((long)tally.Events);
        rows.Add((long)tally.Views);
        rows.Add(Distinct(tally.ItemBits));
        rows.Add((long)tally.Searches);
        rows.Add((long)tally.EmptySearches);
        rows.Add((long)tally.CartAdds);
        rows.Add((long)tally.CartRemoves);
        rows.Add((long)tally.Checkouts);
        rows.Add((long)tally.Recommended);
        rows.Add((long)tally.Orders);
        rows.Add(tally.SpentCents / 100.0);
        rows.Add((long)visitor.Sessions - 1);
        rows.Add((long)visitor.Orders - tally.Orders);
        rows.End();
    }

    // Linear counting (Whang, Vander-Zanden, Taylor 1990): -m ln(empty / m), m = 64; all full reads as if one were empty.
    internal static double Distinct(ulong bits) => -64 * Math.Log(Math.Max(1, 64 - System.Numerics.BitOperations.PopCount(bits)) / 64.0);
}
