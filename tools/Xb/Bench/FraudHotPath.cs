using System.Diagnostics;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Inference;

namespace XbFunctions.Xb.Bench;

/// <summary>Features, inference and policy of payments that were read, on as many threads as there are processors, each with a state of its own.</summary>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
/// <param name="options">Settings of state and rules.</param>
/// <param name="model">The model.</param>
internal sealed class FraudHotPath(FraudSubjectReader reader, FraudOptions options, ScoringModel model)
{
    private const int BatchSize = 256;

    /// <summary>Decides payments.</summary>
    /// <param name="payments">Payments in order.</param>
    /// <param name="threads">Threads; each has the customers of one partition.</param>
    /// <param name="cancellationToken">Ends it between two threads' starts.</param>
    public async Task<FraudHotPathFigures> RunAsync(IReadOnlyList<HubEvent> payments, int threads, CancellationToken cancellationToken)
    {
        var parts = payments.GroupBy(payment => PartitionKeyHash.Place(payment.PartitionKey, threads)).Select(static part => part.ToArray()).ToArray();
        var start = ProcessCost.Now();
        var passes = await Task.WhenAll(parts.Select(part => Task.Run(() => Run(part), cancellationToken)));
        var processor = ProcessCost.Now().Since(start).Cpu;
        var events = passes.Sum(static pass => pass.Events);
        return new FraudHotPathFigures(
            events,
            parts.Length,
            BatchSize,
            passes.Sum(static pass => pass.Events / Stopwatch.GetElapsedTime(0, pass.Features + pass.Inference + pass.Policy).TotalSeconds),
            Microseconds(static pass => pass.Read),
            Microseconds(static pass => pass.Features),
            Microseconds(static pass => pass.Inference),
            Microseconds(static pass => pass.Policy),
            passes.Sum(static pass => pass.AllocatedBytes) / (double)events,
            processor.TotalMicroseconds / events);

        double Microseconds(Func<Pass, long> stage) => Stopwatch.GetElapsedTime(0, passes.Sum(stage)).TotalMicroseconds / events;
    }

    private Pass Run(HubEvent[] payments)
    {
        var (state, ids, pass) = (new FraudState(options, "0"), new IdInterner(), new Pass());
        var (subjects, pending, rows, scores) = (new FraudSubject[BatchSize], new PendingPayment[BatchSize], new float[BatchSize * FraudColumns.Width], new float[BatchSize]);
        var (terms, decision) = (new FraudDecider(options).TermsFor(model), new FraudDecision());
        foreach (var batch in payments.Chunk(BatchSize))
        {
            var started = Stopwatch.GetTimestamp();
            Read(batch, subjects, pending, ids);
            var read = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            WriteFeatures(state, subjects.AsSpan(0, batch.Length), rows);
            var written = Stopwatch.GetTimestamp();
            model.Score(rows.AsSpan(0, batch.Length * FraudColumns.Width), batch.Length, scores.AsSpan(0, batch.Length));
            var scored = Stopwatch.GetTimestamp();
            for (var index = 0; index < batch.Length; index++)
            {
                FraudDecider.Decide(
                    terms, pending[index], rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width), scores[index], state.Declines, decision);
                pass.NotApproved += decision.Outcome == DecisionOutcome.Approve ? 0 : 1;
            }

            var decided = Stopwatch.GetTimestamp();
            pass.AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
            pass.Events += batch.Length;
            (pass.Read, pass.Features) = (pass.Read + read - started, pass.Features + written - read);
            (pass.Inference, pass.Policy) = (pass.Inference + scored - written, pass.Policy + decided - scored);
        }

        return pass;
    }

    private void Read(HubEvent[] batch, FraudSubject[] subjects, PendingPayment[] pending, IdInterner ids)
    {
        for (var index = 0; index < batch.Length; index++)
        {
            if (!PaymentReader.TryRead(batch[index].Body.Span, ids, EventTypes.PaymentAuthorised, out var facts, out _)
                || !reader.TryRead(facts, reader.Customer(facts.CustomerId), out subjects[index]))
            {
                throw new InvalidOperationException($"Payment {batch[index].MessageId} of the simulation cannot be read.");
            }

            pending[index] = PendingPayment.Of(facts, reader.Customer(facts.CustomerId), default, subjects[index], facts.OccurredAt, index);
        }
    }

    private static void WriteFeatures(FraudState state, ReadOnlySpan<FraudSubject> subjects, float[] rows)
    {
        for (var index = 0; index < subjects.Length; index++)
        {
            FraudFeatures.Write(state, subjects[index], rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width));
            state.AddPayment(subjects[index].Customer, subjects[index].Trace);
        }
    }

    private sealed class Pass
    {
        public long Events { get; set; }

        public long NotApproved { get; set; }

        public long Read { get; set; }

        public long Features { get; set; }

        public long Inference { get; set; }

        public long Policy { get; set; }

        public long AllocatedBytes { get; set; }
    }
}
