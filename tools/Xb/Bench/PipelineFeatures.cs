using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>Reads payments and writes their features, as the scorer does.</summary>
internal static class PipelineFeatures
{
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

    /// <summary>Features of all batches, with the state that the payments before them leave behind.</summary>
    /// <param name="before">Batches of the same partition that come before, in order.</param>
    /// <param name="batches">Batches of one partition, in order.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    /// <returns>For each batch its rows, row-major <c>[batch, FraudColumns.Width]</c>.</returns>
    public static List<float[]> Of(
        IEnumerable<StreamEvent[]> before, List<StreamEvent[]> batches, FraudSubjectReader reader, FraudOptions options)
    {
        var (state, ids) = (new FraudState(options, "0"), new IdInterner());
        foreach (var batch in before)
        {
            Add(batch, reader, state, ids, []);
        }

        var all = batches.ConvertAll(static batch => new float[batch.Length * FraudColumns.Width]);
        foreach (var (batch, rows) in batches.Zip(all))
        {
            Add(batch, reader, state, ids, rows);
        }

        return all;
    }

    /// <summary>Likewise, with a state that begins empty and the features of each batch in the place of those before it, as the scorer has them.</summary>
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
    private static void Add(StreamEvent[] batch, FraudSubjectReader reader, FraudState state, IdInterner ids, float[] rows)
    {
        Span<byte> change = stackalloc byte[FraudState.PaymentChangeSize];
        for (var index = 0; index < batch.Length; index++)
        {
            if (!PaymentReader.TryRead(batch[index].Body.Span, ids, batch[index].EventType, out var facts, out _)
                || !reader.TryRead(facts, reader.Customer(facts.CustomerId), out var subject))
            {
                throw Unreadable(batch[index]);
            }

            if (rows.Length > 0)
            {
                FraudFeatures.Write(state, subject, rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width));
            }

            state.AddPayment(subject.Customer, subject.Trace, change);
        }
    }

    private static InvalidOperationException Unreadable(in StreamEvent payment) =>
        new($"Payment {payment.EventId} of the simulation cannot be read.");
}
