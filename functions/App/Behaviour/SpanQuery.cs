using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;

namespace XbFunctions.App.Behaviour;

/// <summary>Reads the market and span of a question about behaviour.</summary>
internal static class SpanQuery
{
    /// <summary>Reads <c>market</c>, which is required, <c>from</c> and <c>to</c>; without them, the last seven days.</summary>
    /// <param name="query">The request's parameters; holds the problem when one is wrong.</param>
    /// <param name="now">The present, UTC.</param>
    public static BehaviourSpan Read(QueryReader query, DateTimeOffset now) => Read(query, now, TimeSpan.FromDays(7), BehaviourSpan.Longest);

    /// <summary>Likewise, with bounds of its own.</summary>
    /// <param name="query">The request's parameters; holds the problem when one is wrong.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="usual">The span when <c>from</c> is left out.</param>
    /// <param name="longest">Longest span.</param>
    public static BehaviourSpan Read(QueryReader query, DateTimeOffset now, TimeSpan usual, TimeSpan longest)
    {
        var market = query.Country("market");
        if (market.IsUnknown)
        {
            query.Refuse<string>("market", "A market is needed, such as market=DE.");
        }

        var to = query.Time("to", now.AddHours(1));
        var from = query.Time("from", to - usual);
        if (query.Problem is null && (from >= to || to - from > longest))
        {
            query.Refuse<string>("from", $"'from' lies before 'to', by {longest.TotalDays} days at most.");
        }

        return new BehaviourSpan(market, from, to);
    }
}
