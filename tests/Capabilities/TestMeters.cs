using System.Diagnostics.Metrics;

namespace XbFunctions.Capabilities.Tests;

/// <summary>Meters of one test, which go when it does.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>Whether a meter is one of this test's, and not of another that runs beside it.</summary>
    public bool Made(Meter meter) => _meters.Contains(meter);

    public void Dispose() => _meters.ForEach(static meter => meter.Dispose());
}
