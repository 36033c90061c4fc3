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

    /// <summary>Features of all batches, with a state that begins empty.</summary>
    /// <param name="batches">Batches of one partition, in order.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="options">Settings of the state.</param>
    /// <returns>For each batch its rows, row-major <c>[batch, FraudColumns.Width]</c>.</returns>
    public static List<float[]> Of(List<StreamEvent[]> batches, FraudSubjectReader reader, FraudOptions options)
    {
        var (state, ids) = (new FraudState(options, "0"), new IdInterner());
        var change = new byte[FraudState.PaymentChangeSize];
        var all = new List<float[]>(batches.Count);
        foreach (var batch in batches)
        {
            var rows = new float[batch.Length * FraudColumns.Width];
            for (var index = 0; index < batch.Length; index++)
            {
                if (!PaymentReader.TryRead(batch[index].Body.Span, ids, batch[index].EventType, out var facts, out _)
                    || !reader.TryRead(facts, reader.Customer(facts.CustomerId), out var subject))
                {
                    throw Unreadable(batch[index]);
                }

                FraudFeatures.Write(state, subject, rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width));
                state.AddPayment(subject.Customer, subject.Trace, change);
            }

            all.Add(rows);
        }

        return all;
    }

    private static InvalidOperationException Unreadable(in StreamEvent payment) =>
        new($"Payment {payment.EventId} of the simulation cannot be read.");
}
