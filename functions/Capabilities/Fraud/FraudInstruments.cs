using System.Diagnostics.Metrics;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Metrics of payment scoring, meter <c>XbFunctions.Fraud</c>.</summary>
public sealed class FraudInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "XbFunctions.Fraud";

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _capped;
    private readonly Histogram<double> _batchDuration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public FraudInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>("fraud.decisions", "{payment}", "Payments decided, by outcome and market.");
        _capped = meter.CreateCounter<long>("fraud.declines.capped", "{payment}", "Declines that the cap turned into reviews.");
        _batchDuration = meter.CreateHistogram<double>("fraud.batch.duration", "s", "Time to decide a batch, without its commit.");
    }

    /// <summary>Counts decisions.</summary>
    /// <param name="outcome">What was decided.</param>
    /// <param name="market">Storefront of the payments.</param>
    /// <param name="count">How many.</param>
    public void Decided(DecisionOutcome outcome, CountryCode market, int count)
    {
        if (_decisions.Enabled)
        {
            _decisions.Add(count, new("outcome", OutcomeName(outcome)), new("market", market.ToString()));
        }
    }

    /// <summary>Counts declines that the cap turned into reviews.</summary>
    /// <param name="count">How many.</param>
    public void Capped(int count) => _capped.Add(count);

    /// <summary>Records the time of one batch.</summary>
    /// <param name="elapsed">Time from the first event to the last decision.</param>
    public void BatchDone(TimeSpan elapsed) => _batchDuration.Record(elapsed.TotalSeconds);

    private static string OutcomeName(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => "approve",
        DecisionOutcome.Review => "review",
        _ => "decline",
    };
}
