namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Weights of a combination in a form that outlives the run that learnt them.</summary>
/// <param name="Kind"><c>Pooled</c>, <c>ByClass</c> or <c>ByHorizon</c>.</param>
/// <param name="Sets">Share of each candidate by name: one set, one for each <see cref="DemandClass"/>, or one for each third of the horizon.</param>
public sealed record CombinationWeights(string Kind, IReadOnlyList<IReadOnlyDictionary<string, double>> Sets)
{
    /// <summary>One set for every series and step.</summary>
    /// <param name="weights">Share of each candidate by name.</param>
    public static CombinationWeights Of(IReadOnlyDictionary<string, double> weights) => new(nameof(CombinationKind.Pooled), [weights]);

    /// <summary>Names of the candidates that have a share.</summary>
    public IEnumerable<string> Names => Sets.SelectMany(static set => set.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Mean share of each candidate over the sets.</summary>
    public IReadOnlyDictionary<string, double> Mean =>
        Names.ToDictionary(static name => name, name => Sets.Average(set => set.GetValueOrDefault(name)), StringComparer.Ordinal);

    /// <summary>The same weights always give the same text.</summary>
    internal string ToText() => $"{Kind}\n" + string.Join('\n', Sets.Select(static (set, i) => string.Join('\n', set
        .OrderBy(static weight => weight.Key, StringComparer.Ordinal).Select(weight => FormattableString.Invariant($"{i} {weight.Key}={weight.Value:R}")))));
}
