using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts a batch's decisions by outcome and market, so that the metric is told once a batch and not once a payment. Not thread-safe.</summary>
internal sealed class DecisionCounts
{
    private const int Outcomes = 3;

    // Country codes are packed below 1,024.
    private readonly int[] _counts = new int[Outcomes * 1_024];
    private readonly List<(DecisionOutcome Outcome, CountryCode Market)> _counted = [];

    /// <summary>Counts one decision.</summary>
    /// <param name="outcome">What was decided.</param>
    /// <param name="market">Storefront of the payment.</param>
    public void Add(DecisionOutcome outcome, CountryCode market)
    {
        if (_counts[PlaceOf(outcome, market)]++ == 0)
        {
            _counted.Add((outcome, market));
        }
    }

    /// <summary>Tells the metric and forgets what it told.</summary>
    /// <param name="instruments">The metric's owner.</param>
    public void WriteTo(FraudInstruments instruments)
    {
        foreach (var (outcome, market) in _counted)
        {
            instruments.Decided(outcome, market, _counts[PlaceOf(outcome, market)]);
        }

        Clear();
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear()
    {
        foreach (var (outcome, market) in _counted)
        {
            _counts[PlaceOf(outcome, market)] = 0;
        }

        _counted.Clear();
    }

    private static int PlaceOf(DecisionOutcome outcome, CountryCode market) => (market.Packed * Outcomes) + (int)outcome;
}
