using System.Diagnostics;
using System.Diagnostics.Metrics;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Bench;

/// <summary>Listens to the app's own metrics, a few calls a batch: when the first batch was dispatched, what was committed, and when the last was.</summary>
internal sealed class PipelineMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(long Events, bool Holds, TaskCompletionSource<PipelineMoment?> Reached)> _marks = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly long _target;
    private PipelineMoment _first;
    private PipelineMoment _half;
    private PipelineMoment _last;
    private TimeSpan _heldTime;
    private ProcessCost _heldCost;
    private TimeSpan _heldStored;
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

    /// <summary>Holds partitions behind their commits.</summary>
    public PipelineGate Gate { get; } = new();

    /// <summary>The storage that the events are committed to.</summary>
    public StorageCost Storage { get; set; } = new(null);

    /// <summary>Completes with the last commit.</summary>
    public Task Done => _done.Task;

    /// <summary>Events committed so far.</summary>
    public long CommittedEvents => Interlocked.Read(ref _committed);

    /// <summary>Events of the largest batch so far.</summary>
    public long LargestBatch => Interlocked.Read(ref _largest);

    /// <summary>The run at this moment.</summary>
    public PipelineMoment Now()
    {
        lock (_gate)
        {
            return Moment();
        }
    }

    /// <summary>The moment of the commit with which so many events are committed.</summary>
    /// <param name="events">Events.</param>
    /// <param name="holds">Whether the gate closes with it.</param>
    /// <returns>The moment; null where the run ends before.</returns>
    public Task<PipelineMoment?> ReachAsync(long events, bool holds)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource<PipelineMoment?>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_done.Task.IsCompleted)
            {
                reached.SetResult(null);
            }
            else
            {
                _marks.Add((events, holds, reached));
            }

            return reached.Task;
        }
    }

    /// <summary>Leaves out of the run what was used since a moment at which all partitions were held.</summary>
    /// <param name="begin">The moment.</param>
    public void Held(PipelineMoment begin)
    {
        lock (_gate)
        {
            var end = Moment();
            _heldTime += Stopwatch.GetElapsedTime(begin.Timestamp, end.Timestamp);
            _heldCost = _heldCost.Plus(end.Cost.Since(begin.Cost));
            _heldStored += end.Stored - begin.Stored;
        }
    }

    /// <summary>The run's figures, once it is over.</summary>
    /// <param name="decisions">Decisions published.</param>
    public PipelineRunFigures Figures(long decisions)
    {
        lock (_gate)
        {
            // Held in the second half, always.
            var (all, half) = (_last.Cost.Since(_first.Cost).Since(_heldCost), _last.Cost.Since(_half.Cost).Since(_heldCost));
            var secondHalf = _last.Events - _half.Events;
            var held = _heldTime.TotalSeconds;
            return new PipelineRunFigures(
                _committed,
                decisions,
                _batches,
                _largest,
                _last.SecondsSince(_first) - held,
                secondHalf == 0 ? 0 : secondHalf / (_last.SecondsSince(_half) - held),
                secondHalf == 0 ? 0 : half.Cpu.TotalMicroseconds / secondHalf,
                all.Cpu.TotalMicroseconds / _committed,
                all.AllocatedBytes / (double)_committed,
                _computing * 1_000 / _batches,
                _appending * 1_000 / _batches,
                half.Pauses.TotalMilliseconds,
                half.FullCollections,
                secondHalf == 0 ? 0 : (_last.Stored - _half.Stored - _heldStored).TotalMicroseconds / secondHalf);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private PipelineMoment Moment() => new(Stopwatch.GetTimestamp(), _committed, ProcessCost.Now(), Storage.Now());

    private void Committed(long events)
    {
        lock (_gate)
        {
            _committed += events;
            _batches++;
            _largest = Math.Max(_largest, events);
            if (_half.Timestamp == 0 && 2 * _committed >= _target)
            {
                _half = Moment();
            }

            if (_committed >= _target && !_done.Task.IsCompleted)
            {
                _last = Moment();
                _marks.ForEach(static mark => mark.Reached.TrySetResult(null));
                _marks.Clear();
                _done.TrySetResult();
            }

            foreach (var mark in _marks.FindAll(mark => mark.Events <= _committed))
            {
                if (mark.Holds)
                {
                    Gate.Close();
                }

                mark.Reached.TrySetResult(Moment());
                _marks.Remove(mark);
            }
        }

        Gate.Pass();
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
                case var _ when _first.Timestamp == 0:
                    // Loading the empty state is the first thing that a dispatched batch does.
                    _first = Moment() with { Timestamp = Stopwatch.GetTimestamp() - (long)(seconds * Stopwatch.Frequency) };
                    break;
                default:
                    break;
            }
        }
    }
}
