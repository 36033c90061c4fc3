using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Publishes what one partition has to tell, behind its commits: gathered for an interval, one writing at a time, and longer where writing takes long, so
/// that under load most of the time is left for deciding. Thread-safe.
/// </summary>
internal sealed class ExchangePublisher : IAsyncDisposable
{
    // An append blob takes 50,000 blocks; readers that come later read the whole of it.
    private const int MostBlocks = 20_000;
    private const long ShortBytes = 4 * 1024 * 1024;

    // Writing takes at most a twentieth of the time; but after so many intervals it is due.
    private const int RestFactor = 20;
    private const int MostIntervals = 6;

    private readonly string _partition;
    private readonly ExchangeStore _store;
    private readonly ExchangeOptions _options;
    private readonly ExchangeInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private StoredSums _sums;
    private long _beganWith;
    private TimeSpan _took;
    private long _since;
    private bool _isArmed;
    private bool _isDue;
    private bool _isPublishing;
    private bool _isStopped;
    private long _lastSequence = -1;

    public ExchangePublisher(
        string partition, ExchangeStore store, ExchangeOptions options, ExchangeInstruments instruments, TimeProvider clock, ILogger logger)
    {
        (_partition, _store, _options, _instruments, _clock, _logger) = (partition, store, options, instruments, clock, logger);
        Outbox = new ExchangeOutbox(options);
        _timer = clock.CreateTimer(static self => ((ExchangePublisher)self!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What waits.</summary>
    public ExchangeOutbox Outbox { get; }

    /// <summary>The writing that was begun last.</summary>
    internal Task Publishing
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>A batch of the partition is committed.</summary>
    /// <param name="lastSequence">Its last sequence number.</param>
    public void Committed(long lastSequence)
    {
        Outbox.Close();
        lock (_gate)
        {
            _lastSequence = lastSequence;
            if (_isDue)
            {
                Begin();
            }
            else if (!_isArmed && Outbox.HasChanges)
            {
                Arm();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            (_isStopped, running) = (true, _running);
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Arm()
    {
        (_isArmed, _since) = (true, _clock.GetTimestamp());
        _timer.Change(Rest(), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Rest()
    {
        var interval = _options.PublishInterval.Ticks;
        return TimeSpan.FromTicks(Math.Clamp(RestFactor * _took.Ticks, interval, MostIntervals * interval));
    }

    private void Due()
    {
        lock (_gate)
        {
            Begin();
        }
    }

    // Within the gate. While a batch is open its commit comes back here.
    private void Begin()
    {
        (_isDue, _isArmed) = (false, false);
        if (_isStopped || _isPublishing)
        {
            // What is being published looks for more when it is done.
            return;
        }

        if (!Outbox.TryTake(out var capture))
        {
            _isDue = true;
        }
        else if (capture is not null)
        {
            _isPublishing = true;
            var (sequence, since) = (_lastSequence, _since);
            _running = Task.Run(() => PublishAsync(capture, sequence, since), CancellationToken.None);
        }
    }

    private async Task PublishAsync(ExchangeCapture capture, long lastSequence, long since)
    {
        var packed = new List<RentedBuffer>();
        var started = _clock.GetTimestamp();
        try
        {
            using (capture)
            {
                foreach (var (kind, records) in capture.Frames)
                {
                    var frame = new RentedBuffer(ExchangeFrame.MostBytes(records.Length));
                    packed.Add(frame);
                    ExchangeFrame.Pack(kind, records.Span, frame);
                }
            }

            ReadOnlyMemory<byte>[] frames = [.. packed.Select(static frame => frame.WrittenMemory)];
            if (capture.TellsAll)
            {
                _sums = await _store.BeginAsync(_partition, lastSequence, frames, _stop.Token).ConfigureAwait(false);
                _beganWith = _sums.Length;
            }
            else
            {
                _sums = await _store.AppendAsync(_sums, frames, _stop.Token).ConfigureAwait(false);
                if (_sums.Blocks >= MostBlocks || _sums.Length > ShortBytes + (2 * _beganWith))
                {
                    Outbox.TellAgain();
                }
            }

            _instruments.Published(frames.Sum(static frame => (long)frame.Length), _clock.GetElapsedTime(since));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            Outbox.TellAgain();
            _logger.SumsNotPublished(_partition, fault.GetType().Name, _options.PublishInterval.TotalSeconds);
        }
        finally
        {
            packed.ForEach(static frame => frame.Dispose());
        }

        lock (_gate)
        {
            (_isPublishing, _took) = (false, _clock.GetElapsedTime(started));
            if (!_isStopped && !_isArmed && Outbox.HasChanges)
            {
                Arm();
            }
        }
    }
}
