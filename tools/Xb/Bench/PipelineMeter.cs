using System.Diagnostics;
using System.Diagnostics.Metrics;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Bench;

/// <summary>Listens to the app's own metrics, a few calls a batch: when the first batch was dispatched, what was committed, and when the last was.</summary>
internal sealed class PipelineMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly long _target;
    private long _firstAt;
    private long _halfAt;
    private long _halfEvents;
    private ProcessCost _half;
    private long _lastAt;
    private ProcessCost _before;
    private ProcessCost _cost;
    private TimeSpan _storedAtHalf;
    private TimeSpan _stored;
    private long _committed;
    private long _batches;
    private long _largest;
    private double _computing;
    private double _appending;

    /// <summary>Begins to listen.</summary>
    /// <param name="target">Events after whose commit the run is over.</param>
    public PipelineMeter(long target)
    {
        _target = target;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if ((instrument.Meter.Name, instrument.Name) is ("XbFunctions.State", "state.events" or "state.load.duration" or "state.commit.duration")
                or (FraudInstruments.MeterName, "fraud.batch.duration"))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Committed(value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Took(instrument.Name, value));
        _listener.Start();
    }

    /// <summary>The storage that the events are committed to.</summary>
    public StorageCost Storage { get; set; } = new(null);

    /// <summary>Completes with the last commit.</summary>
    public Task Done => _done.Task;

    /// <summary>Events committed so far.</summary>
    public long CommittedEvents => Interlocked.Read(ref _committed);

    private long SecondHalf => _committed - _halfEvents;

    /// <summary>The run's figures, once it is over.</summary>
    /// <param name="decisions">Decisions published.</param>
    public PipelineRunFigures Figures(long decisions)
    {
        lock (_gate)
        {
            return new PipelineRunFigures(
                _committed,
                decisions,
                _batches,
                _largest,
                Stopwatch.GetElapsedTime(_firstAt, _lastAt).TotalSeconds,
                SecondHalf == 0 ? 0 : SecondHalf / Stopwatch.GetElapsedTime(_halfAt, _lastAt).TotalSeconds,
                SecondHalf == 0 ? 0 : (_cost.Cpu - _half.Cpu).TotalMicroseconds / SecondHalf,
                _cost.Cpu.TotalMicroseconds / _committed,
                _cost.AllocatedBytes / (double)_committed,
                _computing * 1_000 / _batches,
                _appending * 1_000 / _batches,
                _cost.Since(_half).Pauses.TotalMilliseconds,
                _cost.Since(_half).FullCollections,
                SecondHalf == 0 ? 0 : (_stored - _storedAtHalf).TotalMicroseconds / SecondHalf);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Committed(long events)
    {
        lock (_gate)
        {
            _lastAt = Stopwatch.GetTimestamp();
            _committed += events;
            _batches++;
            _largest = Math.Max(_largest, events);
            if (_halfAt == 0 && 2 * _committed >= _target)
            {
                (_halfAt, _halfEvents, _half, _storedAtHalf) = (_lastAt, _committed, ProcessCost.Now().Since(_before), Storage.Now());
            }

            if (_committed >= _target && _done.TrySetResult())
            {
                (_cost, _stored) = (ProcessCost.Now().Since(_before), Storage.Now());
            }
        }
    }

    private void Took(string instrument, double seconds)
    {
        lock (_gate)
        {
            switch (instrument)
            {
                case "fraud.batch.duration":
                    _computing += seconds;
                    break;
                case "state.commit.duration":
                    _appending += seconds;
                    break;
                case var _ when _firstAt == 0:
                    // Loading the empty state is the first thing that a dispatched batch does.
                    _firstAt = Stopwatch.GetTimestamp() - (long)(seconds * Stopwatch.Frequency);
                    _before = ProcessCost.Now();
                    break;
                default:
                    break;
            }
        }
    }
}
