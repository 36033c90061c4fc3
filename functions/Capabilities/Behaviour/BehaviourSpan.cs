using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>What a question about behaviour asks for.</summary>
/// <param name="Market">The storefront.</param>
/// <param name="From">Event time, UTC, inclusive.</param>
/// <param name="To">Event time, UTC, exclusive.</param>
public readonly record struct BehaviourSpan(CountryCode Market, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Longest span.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(93);

    /// <summary>Longest span of last visits, by which customers are chosen.</summary>
    public static readonly TimeSpan LongestOfVisits = TimeSpan.FromDays(3_660);

    /// <summary>The span taken back and on to full hours.</summary>
    public BehaviourSpan InHours() => this with { From = Floor(From), To = Floor(To.AddHours(1).AddTicks(-1)) };

    private static DateTimeOffset Floor(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds() / BehaviourState.HourMs * BehaviourState.HourMs);
}
