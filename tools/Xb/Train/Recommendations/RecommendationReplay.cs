using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.State;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Goes through interactions as they came and stops where a visitor turns to an item that it had not seen before.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="interactions">Interactions in the order of time.</param>
/// <param name="bias">How likely the places of lists are looked at.</param>
internal sealed class RecommendationReplay(CatalogueSnapshot catalogue, List<Interaction> interactions, PositionBias bias)
{
    /// <summary>Length of the lists that are measured.</summary>
    public const int Length = 20;

    private const int CasesOfVisitor = 3;

    /// <summary>Runs.</summary>
    /// <param name="from">Beginning of the part that cases are taken from.</param>
    /// <param name="to">Its end.</param>
    /// <param name="most">Cases at most, about; whole visitors are left out.</param>
    /// <param name="live">Follows the replay.</param>
    /// <param name="each">Gets each case at its moment.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Run(
        DateTimeOffset from, DateTimeOffset to, int most, LiveReplay live, Action<RecommendationCase> each, CancellationToken cancellationToken = default)
    {
        var visitors = new Dictionary<string, VisitorMemory>(StringComparer.Ordinal);
        var later = interactions.Where(one => one.At >= from && one.At < to).Select(static one => one.Visitor).ToHashSet(StringComparer.Ordinal).Count;
        var stride = (ulong)Math.Max(1, later * 2 / most);
        var begin = interactions.Count == 0 ? from : interactions[0].At;
        foreach (var one in interactions)
        {
            if (one.At >= to)
            {
                return;
            }

            var memory = visitors.TryGetValue(one.Visitor, out var known) ? known : visitors[one.Visitor] = new VisitorMemory(begin);
            if (one.At >= from && memory.Cases < CasesOfVisitor && IdHash.Of(one.Visitor) % stride == 0
                && !memory.HasSeen(one.Sku) && catalogue.TryFind(one.Sku, out var target))
            {
                cancellationToken.ThrowIfCancellationRequested();
                memory.Cases++;
                each(new RecommendationCase(one.Visitor, Ask(one, memory.ToHistory()), target, WeightOf(one)));
            }

            live.Add(one);
            memory.Add(one, catalogue);
        }
    }

    private float WeightOf(in Interaction one) => one.Place is { } place ? (float)(1 / bias.Examined(place)) : 1;

    private static RecommendationAsk Ask(in Interaction one, CustomerHistory history) => new()
    {
        Market = one.Market,
        ShipTo = one.Market,
        Day = DateOnly.FromDateTime(one.At.UtcDateTime),
        At = one.At,
        Count = Length,
        History = history,
    };
}
