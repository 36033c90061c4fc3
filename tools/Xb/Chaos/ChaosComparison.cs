using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;
using XbFunctions.Xb.Hubs;

namespace XbFunctions.Xb.Chaos;

/// <summary>Recomputes everything from the hub's log and holds the platform against it.</summary>
/// <param name="services">The reference's services.</param>
/// <param name="target">The hub.</param>
/// <param name="storage">The storage, past all faults.</param>
/// <param name="tables">The tables of the same account.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosComparison(
    IServiceProvider services, HubConnectionString target, BlobServiceClient storage, TableServiceClient tables, TimeProvider time)
{
    private const string ConsumerGroup = "fraud";
    private readonly StateOptions _options = services.GetRequiredService<StateOptions>();
    private readonly PaymentScorer _scorer = services.GetRequiredService<PaymentScorer>();
    private readonly ChaosVerdict _verdict = new();

    /// <summary>Whether every partition's committed state has come to the end of the hub's log; and how far they are.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<(bool CaughtUp, long Committed)> ReadProgressAsync(CancellationToken cancellationToken)
    {
        await using var log = new HubLog(target, HubNames.Payments, time);
        var (caughtUp, committed) = (true, 0L);
        foreach (var (partition, end) in await log.ReadEndsAsync(cancellationToken))
        {
            var last = (await ReadStateAsync(partition, cancellationToken))?.LastSequence ?? -1;
            caughtUp &= last >= end;
            committed += last + 1;
        }

        return (caughtUp, committed);
    }

    /// <summary>Compares.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ChaosVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var references = await RecomputeAsync(cancellationToken);
        _verdict.Events = references.Sum(static reference => reference.Events);
        _verdict.Duplicates = references.Sum(static reference => reference.Duplicates);
        await CompareStatesAsync(references, cancellationToken);
        await CompareDecisionsAsync(references, cancellationToken);
        await CompareAnswersAsync(references, cancellationToken);
        await CompareDeadLettersAsync(references, cancellationToken);
        await new ReadModelComparison(tables, _verdict).RunAsync(references, cancellationToken);
        await new ArchiveComparison(storage, _verdict).RunAsync(references, cancellationToken);
        return _verdict;
    }

    private async Task<List<ReferencePartition>> RecomputeAsync(CancellationToken cancellationToken)
    {
        await using var log = new HubLog(target, HubNames.Payments, time);
        var references = new List<ReferencePartition>();
        foreach (var (partition, end) in await log.ReadEndsAsync(cancellationToken))
        {
            var reference = new ReferencePartition(new StreamPartition(HubNames.Payments, ConsumerGroup, partition), _scorer, _options);
            await foreach (var stored in log.ReadAsync(partition, end, cancellationToken))
            {
                await reference.TakeAsync(stored, cancellationToken);
            }

            references.Add(reference);
        }

        return references;
    }

    private async Task CompareStatesAsync(List<ReferencePartition> references, CancellationToken cancellationToken)
    {
        foreach (var reference in references)
        {
            var where = $"state of partition {reference.Partition.PartitionId}";
            try
            {
                switch (await ReadStateAsync(reference.Partition.PartitionId, cancellationToken))
                {
                    case null when reference.Events > 0:
                        _verdict.AddLost(where);
                        break;
                    case { } stored when stored.LastSequence != reference.LastSequence:
                        _verdict.AddLost($"{where}: it ends at {stored.LastSequence}, the log at {reference.LastSequence}");
                        break;
                    case { } stored when !StateBytes.Of(stored.State).Span.SequenceEqual(reference.SaveState().Span):
                        _verdict.AddDifferent($"{where}: its bytes are not those of the reference");
                        break;
                    default:
                        break;
                }
            }
            catch (StateException exception)
            {
                _verdict.AddDifferent($"{where} cannot be read: {exception.Message}");
            }
        }

        _verdict.Compared.Add(("partition states, byte for byte", references.Count));
    }

    private async Task CompareDecisionsAsync(List<ReferencePartition> references, CancellationToken cancellationToken)
    {
        var expected = references.SelectMany(static reference => reference.Decisions).ToDictionary(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var log = new HubLog(target, HubNames.Decisions, time);
        foreach (var (partition, end) in await log.ReadEndsAsync(cancellationToken))
        {
            await foreach (var stored in log.ReadAsync(partition, end, cancellationToken))
            {
                if (DecisionHead.TryRead(stored.Body.Span, out _))
                {
                    CompareDecision(JsonSerializer.Deserialize(stored.Body.Span, EventJson.Default.FraudDecided)!, expected, found);
                }
            }
        }

        foreach (var missing in expected.Keys.Where(id => !found.Contains(id)))
        {
            _verdict.AddLost($"decision on {missing}");
        }

        _verdict.Decisions = expected.Count;
        _verdict.Compared.Add(("decisions in the hub", expected.Count));
    }

    private void CompareDecision(FraudDecided decided, Dictionary<string, FraudDecided> expected, HashSet<string> found)
    {
        var id = decided.PaymentId.Value;
        if (!expected.TryGetValue(id, out var reference))
        {
            _verdict.AddTwice($"decision on {id}, which the log does not hold as a payment");
            return;
        }

        if ((decided.Partition, decided.SequenceNumber) != (reference.Partition, reference.SequenceNumber))
        {
            _verdict.AddTwice($"decision on {id}: at {decided.Partition}/{decided.SequenceNumber}, the payment is at {reference.Partition}/{reference.SequenceNumber}");
        }
        else if (!Same(decided, reference))
        {
            _verdict.AddDifferent($"decision on {id}: {Text(decided)}, the reference has {Text(reference)}");
        }

        _verdict.SentAgain += found.Add(id) ? 0 : 1;
    }

    private async Task CompareAnswersAsync(List<ReferencePartition> references, CancellationToken cancellationToken)
    {
        using var reader = new LookupReader(storage, _scorer.Name, _options, time);
        var compared = 0L;
        foreach (var (id, reference) in references.SelectMany(static reference => reference.Decisions))
        {
            compared++;
            if (await reader.FindAsync(id, cancellationToken) is not { } bytes)
            {
                _verdict.AddLost($"answer about {id}");
            }
            else if (!Same(JsonSerializer.Deserialize(bytes.Span, EventJson.Default.FraudDecided)!, reference))
            {
                _verdict.AddDifferent($"answer about {id}");
            }
        }

        _verdict.Compared.Add(("answers by payment id", compared));
    }

    private async Task CompareDeadLettersAsync(List<ReferencePartition> references, CancellationToken cancellationToken)
    {
        var expected = references
            .SelectMany(static reference => reference.DeadLetters.Select(letter => (reference.Partition.PartitionId, letter.SequenceNumber, letter.Stage, letter.Reason)))
            .ToHashSet();
        _verdict.DeadLetters = expected.Count;
        var found = new HashSet<(string, long, string, string)>();
        await foreach (var letter in new DeadLetterStore(storage, _options).ListAsync(cancellationToken: cancellationToken))
        {
            var key = (letter.Partition.PartitionId, letter.SequenceNumber, letter.Stage, letter.Reason);
            if (!found.Add(key) || !expected.Contains(key))
            {
                _verdict.AddTwice($"dead letter {letter.Id}");
            }
        }

        foreach (var (partition, sequence, _, _) in expected.Where(letter => !found.Contains(letter)))
        {
            _verdict.AddLost($"dead letter {partition}/{sequence}");
        }

        _verdict.Compared.Add(("dead letters", expected.Count));
    }

    private Task<StoredState<FraudState>?> ReadStateAsync(string partition, CancellationToken cancellationToken) =>
        new StreamStateReader<FraudState>(_scorer, storage, _options).ReadAsync(new StreamPartition(HubNames.Payments, ConsumerGroup, partition), cancellationToken);

    // When a decision was made is the one thing that the log does not say.
    private static bool Same(FraudDecided one, FraudDecided other) => Text(one) == Text(other);

    private static string Text(FraudDecided decided) => JsonSerializer.Serialize(decided with { DecidedAt = default }, EventJson.Default.FraudDecided);
}
