using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>Reads payments and writes their features, as the scorer does.</summary>
internal static class PipelineFeatures
{
    private const int ReadEvents = 4_096;

    /// <summary>Reads all payments and drops what they say.</summary>
    /// <param name="batches">Batches of one partition, in order.</param>
    public static void Parse(List<StreamEvent[]> batches)
    {
        var ids = new IdInterner();
        foreach (var payment in batches.SelectMany(static batch => batch))
        {
            if (!PaymentReader.TryRead(payment.Body.Span, ids, payment.EventType, out _, out _))
            {
                throw Unreadable(payment);
            }
        }
    }

    /// <summary>Some payments of a partition and their features, with the state that all payments before them leave behind.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="blocks">Where they begin and how many they are; ascending, and none begins before the end of the one before it.</param>
    /// <returns>For each block its payments; fewer where the partition ends.</returns>
    public static IEnumerable<PipelineCeilingPart> Of(HubPartition partition, IEnumerable<(int From, int Count)> blocks)
    {
        // Which pseudonyms they are and what a currency is worth changes no feature's cost.
        var reader = new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates());
        var (state, ids, next) = (new FraudState(new FraudOptions(), "0"), new IdInterner(), 0);
        foreach (var (from, count) in blocks)
        {
            foreach (var batch in PipelineBatches.Read(partition, next, from - next, ReadEvents))
            {
                Add(batch, reader, state, ids, []);
            }

            var part = new PipelineCeilingPart(new PipelineBodies(count), new float[count * FraudColumns.Width]);
            foreach (var batch in PipelineBatches.Read(partition, from, count, ReadEvents))
            {
                Add(batch, reader, state, ids, part.Rows.AsSpan(part.Bodies.Count * FraudColumns.Width, batch.Length * FraudColumns.Width));
                Array.ForEach(batch, payment => part.Bodies.Add(payment.Body.Span));
            }

            next = from + count;
            yield return part;
        }
    }

    /// <summary>Features of all batches, with a state that begins empty.</summary>
    /// <param name="batches">Batches of one partition, in order.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    /// <returns>For each batch its rows, row-major <c>[batch, FraudColumns.Width]</c>.</returns>
    public static List<float[]> Of(List<StreamEvent[]> batches, FraudSubjectReader reader, FraudOptions options)
    {
        var (state, ids) = (new FraudState(options, "0"), new IdInterner());
        return batches.ConvertAll(batch =>
        {
            var rows = new float[batch.Length * FraudColumns.Width];
            Add(batch, reader, state, ids, rows);
            return rows;
        });
    }

    /// <summary>Likewise, with the features of each batch in the place of those before it, as the scorer has them.</summary>
    /// <param name="batches">Batches of one partition, in order.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    public static void Write(List<StreamEvent[]> batches, FraudSubjectReader reader, FraudOptions options)
    {
        var (state, ids) = (new FraudState(options, "0"), new IdInterner());
        var rows = new float[batches.Max(static batch => batch.Length) * FraudColumns.Width];
        batches.ForEach(batch => Add(batch, reader, state, ids, rows));
    }

    // Without rows the payments are added alone.
    private static void Add(StreamEvent[] batch, FraudSubjectReader reader, FraudState state, IdInterner ids, Span<float> rows)
    {
        for (var index = 0; index < batch.Length; index++)
        {
            if (!PaymentReader.TryRead(batch[index].Body.Span, ids, batch[index].EventType, out var facts, out _)
                || !reader.TryRead(facts, reader.Customer(facts.CustomerId), out var subject))
            {
                throw Unreadable(batch[index]);
            }

            if (rows.Length > 0)
            {
                FraudFeatures.Write(state, subject, rows.Slice(index * FraudColumns.Width, FraudColumns.Width));
            }

            state.AddPayment(subject.Customer, subject.Trace);
        }
    }

    private static InvalidOperationException Unreadable(in StreamEvent payment) =>
        new($"Payment {payment.EventId} of the simulation cannot be read.");
}
