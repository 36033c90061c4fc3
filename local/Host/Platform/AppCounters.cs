using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace XbFunctions.Host;

/// <summary>Adds up what the counters of the app's meters count in this process, over all tags.</summary>
internal sealed class AppCounters : IDisposable
{
    private const string MeterPrefix = "XbFunctions.";
    private readonly ConcurrentDictionary<string, long> _totals = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public AppCounters()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is Counter<long> && instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, _, _) =>
            _totals.AddOrUpdate(instrument.Name, static (_, added) => added, static (_, total, added) => total + added, measurement));
        _listener.Start();
    }

    /// <summary>The totals so far, by instrument name.</summary>
    public IReadOnlyDictionary<string, long> Totals => new Dictionary<string, long>(_totals, StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();
}
