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
}
