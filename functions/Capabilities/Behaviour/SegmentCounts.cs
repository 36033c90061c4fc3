namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What <c>GET /api/behaviour/segments</c> answers: customers by segment; one who is in several counts in each.</summary>
/// <param name="Market">Home market of the customers.</param>
/// <param name="From">They were last seen at or after this full hour, UTC.</param>
/// <param name="To">And before this one.</param>
/// <param name="CountedAt">When they were counted; recency is judged by it. At most a minute ago.</param>
/// <param name="Customers">Customers counted.</param>
/// <param name="IsComplete">False when a bound ended the counting: what was counted is then a sample, chosen by pseudonym.</param>
/// <param name="Segments">Every segment, also the empty ones.</param>
public sealed record SegmentCounts(
    string Market,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset CountedAt,
    int Customers,
    bool IsComplete,
    IReadOnlyList<SegmentCounts.Segment> Segments)
{
    /// <summary>One segment.</summary>
    /// <param name="Name">Such as <c>loyal</c>.</param>
    /// <param name="Customers">Customers in it.</param>
    public sealed record Segment(string Name, int Customers);
}
