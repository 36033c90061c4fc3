using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Signals by the numbers of a catalogue instead of their own. Items that the catalogue lacks are left out. Immutable.</summary>
public sealed class BoundSignals
{
    private readonly int[] _ownOf;
    private readonly SignalLink[][] _coVisitation;
    private readonly SignalLink[][] _linear;
    private readonly Dictionary<CountryCode, SignalLink[]> _trending;

    private BoundSignals(ItemSignals signals, int[] ownOf, int[] numberOf)
    {
        (Signals, CatalogueCount, _ownOf) = (signals, ownOf.Length, ownOf);
        SignalLink[] Bind(SignalLink[] links) => [.. links.Where(link => numberOf[link.Item] >= 0).Select(link => link with { Item = numberOf[link.Item] })];
        _coVisitation = [.. signals.CoVisitation.Select(Bind)];
        _linear = [.. signals.Linear.Select(Bind)];
        _trending = signals.Trending.ToDictionary(static entry => entry.Key, entry => Bind(entry.Value));
        Everywhere = Bind(signals.TrendingEverywhere);
    }

    /// <summary>The signals as they were learnt.</summary>
    public ItemSignals Signals { get; }

    /// <summary>Items that the catalogue had.</summary>
    public int CatalogueCount { get; }

    /// <summary>Items much looked at in all markets.</summary>
    public SignalLink[] Everywhere { get; }

    /// <summary>Binds signals to a catalogue.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="catalogue">The catalogue; items keep their numbers in later snapshots.</param>
    public static BoundSignals Of(ItemSignals signals, CatalogueSnapshot catalogue)
    {
        var ownOf = new int[catalogue.Count];
        Array.Fill(ownOf, -1);
        var numberOf = new int[signals.Skus.Count];
        for (var own = 0; own < numberOf.Length; own++)
        {
            numberOf[own] = catalogue.TryFind(signals.Skus[own], out var number) ? number : -1;
            if (numberOf[own] >= 0)
            {
                ownOf[number] = own;
            }
        }

        return new BoundSignals(signals, ownOf, numberOf);
    }

    /// <summary>Co-visitation links of an item, the best first.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public SignalLink[] CoVisitationOf(int item) => Of(_coVisitation, item);

    /// <summary>Links of the linear model, the best first.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public SignalLink[] LinearOf(int item) => Of(_linear, item);

    /// <summary>Items much looked at in a market; empty for one of which nothing is known.</summary>
    /// <param name="market">The market.</param>
    public SignalLink[] TrendingIn(CountryCode market) => _trending.GetValueOrDefault(market, []);

    private SignalLink[] Of(SignalLink[][] links, int item) => item < _ownOf.Length && _ownOf[item] is var own && own >= 0 && own < links.Length ? links[own] : [];
}
