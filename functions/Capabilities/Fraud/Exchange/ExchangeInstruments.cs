using System.Diagnostics.Metrics;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Metrics of the exchange, meter <c>XbFunctions.Fraud</c>.</summary>
public sealed class ExchangeInstruments
{
    private readonly Counter<long> _degraded;
    private readonly Counter<long> _published;
    private readonly Histogram<double> _delay;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public ExchangeInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(FraudInstruments.MeterName);
        _degraded = meter.CreateCounter<long>("fraud.exchange.degraded", "{batch}", "Batches decided without the sums of some or all other partitions, by reason.");
        _published = meter.CreateCounter<long>("fraud.exchange.published", "By", "Bytes of sums that were published.");
        _delay = meter.CreateHistogram<double>("fraud.exchange.delay", "s", "Time from the commit of the oldest change to its being published.");
    }

    internal void Degraded(ExchangeGap reason) => _degraded.Add(1, new KeyValuePair<string, object?>("reason", reason switch
    {
        ExchangeGap.NotLoaded => "notLoaded",
        ExchangeGap.Stale => "stale",
        ExchangeGap.Missing => "missing",
        _ => "damaged",
    }));

    internal void Published(long bytes, TimeSpan delay)
    {
        _published.Add(bytes);
        _delay.Record(delay.TotalSeconds);
    }
}
