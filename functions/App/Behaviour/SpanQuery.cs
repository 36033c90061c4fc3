using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Reads the market and span of a question about behaviour.</summary>
internal static class SpanQuery
{
    /// <summary>Reads <c>market</c>, which is required, <c>from</c> and <c>to</c>; without them, the last seven days.</summary>
    /// <param name="query">The request's parameters; holds the problem when one is wrong.</param>
    /// <param name="now">The present, UTC.</param>
    public static BehaviourSpan Read(QueryReader query, DateTimeOffset now)
    {
        var market = query.Country("market");
        if (market.IsUnknown)
        {
            query.Refuse<string>("market", "A market is needed, such as market=DE.");
        }

        var to = query.Time("to", now.AddHours(1));
        var from = query.Time("from", to.AddDays(-7));
        if (query.Problem is null && (from >= to || to - from > BehaviourSpan.Longest))
        {
            query.Refuse<string>("from", $"'from' lies before 'to', by {BehaviourSpan.Longest.TotalDays} days at most.");
        }

        return new BehaviourSpan(market, from, to);
    }
}
