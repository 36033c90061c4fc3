using System.Text.Json;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.Xb.Chaos;

/// <summary>
/// What one partition of <c>payments</c> must have come to: the hub's log, event after event on one thread, through the pure scorer. No journal, no
/// batches, no retries, no checkpoints; only the window of claimed ids is shared with the real thing.
/// </summary>
internal sealed class ReferencePartition
{
    private readonly PaymentScorer _scorer;
    private readonly FraudState _state;
    private readonly BatchResult _result;
    private readonly StreamEvent[] _one = new StreamEvent[1];

    /// <param name="partition">The partition.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="options">Window of claimed ids.</param>
    public ReferencePartition(StreamPartition partition, PaymentScorer scorer, StateOptions options)
    {
        (Partition, _scorer, _state, _result) = (partition, scorer, scorer.CreateState(partition), new BatchResult(options.DedupeWindow));
    }

    /// <summary>The partition.</summary>
    public StreamPartition Partition { get; }

    /// <summary>Sequence number of the last event taken; -1 before the first.</summary>
    public long LastSequence { get; private set; } = -1;

    /// <summary>Events taken.</summary>
    public long Events { get; private set; }

    /// <summary>Events whose id was claimed before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Decisions by payment id, without the time at which they were made.</summary>
    public Dictionary<string, FraudDecided> Decisions { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that must be dead letters: sequence number, stage and reason.</summary>
    public HashSet<(long SequenceNumber, string Stage, string Reason)> DeadLetters { get; } = [];

    /// <summary>Takes the next event of the log.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask TakeAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        _one[0] = ToStreamEvent(stored);
        _result.Reset();
        await _scorer.ProcessAsync(_state, _one, _result, cancellationToken);
        Duplicates += _result.DuplicateCount;
        for (var index = 0; index < _result.OutputCount; index++)
        {
            if (_result.OutputAt(index).EventType != EventTypes.FraudDecided)
            {
                continue;
            }

            var decided = JsonSerializer.Deserialize(_result.OutputAt(index).Body.Span, EventJson.Default.FraudDecided)!;
            Decisions.Add(decided.PaymentId.Value, decided);
        }

        for (var index = 0; index < _result.EntryCount; index++)
        {
            if (_result.EntryAt(index).Target == $"archive/{FraudArchive.Labels.Name}")
            {
                Labels.Add(stored.SequenceNumber);
            }
        }

        for (var index = 0; index < _result.DeadLetterCount; index++)
        {
            DeadLetters.Add(_result.DeadLetterAt(index));
        }

        (LastSequence, Events) = (stored.SequenceNumber, Events + 1);
    }

    /// <summary>Sequence numbers of the labels that must be archived.</summary>
    public HashSet<long> Labels { get; } = [];

    /// <summary>Summaries by customer, as the read model must show them.</summary>
    public IEnumerable<(CustomerSummary Summary, EntityHistory? History)> Customers =>
        _state.Summaries.All.Select(summary => (summary, _state.Customers.Find(summary.Customer.Low)));

    /// <summary>The state, in the bytes of a snapshot.</summary>
    public ReadOnlyMemory<byte> SaveState() => StateBytes.Of(_state);

    private static StreamEvent ToStreamEvent(StoredEvent stored) => new(
        stored.SequenceNumber,
        stored.EnqueuedAt,
        stored.Body,
        Text(stored, EventProperties.Id),
        Text(stored, EventProperties.Type),
        stored.Properties.GetValueOrDefault(EventProperties.ProducerClock) as DateTimeOffset?);

    private static string? Text(StoredEvent stored, string name) => stored.Properties.GetValueOrDefault(name) as string;
}
