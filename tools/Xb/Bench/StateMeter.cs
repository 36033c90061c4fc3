using System.Diagnostics.Metrics;

namespace XbFunctions.Xb.Bench;

/// <summary>Listens to the state's own metrics: the newest load and the newest snapshot.</summary>
internal sealed class StateMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource<TimeSpan> _snapshot = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _loadSeconds;
    private long _snapshotBytes;

    /// <summary>Begins to listen.</summary>
    public StateMeter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "XbFunctions.State" && instrument.Name is "state.load.duration" or "state.snapshot.duration" or "state.snapshot.size")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Take(instrument.Name, value));
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Volatile.Write(ref _snapshotBytes, value));
        _listener.Start();
    }

    /// <summary>Time of the newest load.</summary>
    public TimeSpan Load => TimeSpan.FromSeconds(Volatile.Read(ref _loadSeconds));

    /// <summary>Bytes of the newest snapshot.</summary>
    public long SnapshotBytes => Volatile.Read(ref _snapshotBytes);

    /// <summary>Completes with the time of the first snapshot.</summary>
    public Task<TimeSpan> Snapshot => _snapshot.Task;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Take(string name, double seconds)
    {
        if (name == "state.load.duration")
        {
            Volatile.Write(ref _loadSeconds, seconds);
        }
        else
        {
            _snapshot.TrySetResult(TimeSpan.FromSeconds(seconds));
        }
    }
}
