namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The exchange between the partitions of a replay, in event time and without storage: what has changed reaches the others once an interval has
/// passed, as in operation. Not thread-safe.
/// </summary>
public sealed class ReplayedExchange
{
    private readonly ExchangeOutbox[] _outboxes;
    private readonly PeerView[] _views;
    private readonly string[] _partitions;
    private readonly PeerBook _book = new();
    private readonly TimeSpan _interval;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Begins with partitions that know nothing.</summary>
    /// <param name="states">Their states.</param>
    /// <param name="options">Settings; publishing and reading each take up to an interval, here always both.</param>
    public ReplayedExchange(IReadOnlyList<FraudState> states, ExchangeOptions options)
    {
        _interval = options.PublishInterval + options.PollInterval;
        _partitions = [.. states.Select(static state => state.PartitionId)];
        _outboxes = [.. states.Select(_ => new ExchangeOutbox(options))];
        _views = [.. _partitions.Select(_book.ViewOf)];
        for (var i = 0; i < states.Count; i++)
        {
            _outboxes[i].Open(states[i]);
        }
    }

    /// <summary>What the other partitions know.</summary>
    /// <param name="partition">Index of the partition.</param>
    /// <param name="now">Event time; what changed before the interval that it ends is known.</param>
    public PeerView PeersOf(int partition, DateTimeOffset now)
    {
        if (now >= _next)
        {
            _next = now + _interval;
            for (var i = 0; i < _outboxes.Length; i++)
            {
                Tell(i);
            }
        }

        return _views[partition];
    }

    /// <summary>Notes that a partition has taken a payment.</summary>
    /// <param name="partition">Index of the partition.</param>
    public void NotePayment(int partition) => _outboxes[partition].NotePayment();

    /// <summary>Notes that a label has changed its payment's partition.</summary>
    /// <param name="partition">Index of the partition.</param>
    /// <param name="trace">The payment.</param>
    public void NoteLabel(int partition, in PaymentTrace trace) => _outboxes[partition].NoteLabel(trace);

    private void Tell(int partition)
    {
        _outboxes[partition].Close();
        if (_outboxes[partition].TryTake(out var capture) && capture is not null)
        {
            using (capture)
            {
                foreach (var (kind, records) in capture.Frames)
                {
                    _book.Take(_partitions[partition], kind, records.Span);
                }
            }
        }

        _outboxes[partition].Open();
    }
}
