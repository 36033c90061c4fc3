namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts and sums of one entity's payments over every window, the payment at hand included.</summary>
public static class VelocityFeatures
{
    /// <summary>Columns that one entity takes: a count and a sum for each window.</summary>
    public const int Width = 2 * VelocityWindows.Count;

    /// <summary>
    /// Writes the columns of one entity. A payment at <c>t</c> counts what lies in <c>(t - length, t]</c>; payments that arrived
    /// earlier but occurred later are left out.
    /// </summary>
    /// <param name="history">The entity's history before this payment; null when unknown or new.</param>
    /// <param name="known">False when the payment does not name the entity: the columns are NaN.</param>
    /// <param name="current">The payment at hand, not yet in the history.</param>
    /// <param name="row">Destination, shape <c>[Width]</c>: counts by window, then sums in the base currency.</param>
    public static void Write(EntityHistory? history, bool known, in PaymentTrace current, Span<float> row)
    {
        if (!known)
        {
            row[..Width].Fill(float.NaN);
            return;
        }

        Span<int> counts = stackalloc int[VelocityWindows.Count];
        Span<double> sums = stackalloc double[VelocityWindows.Count];
        counts.Fill(1);
        sums.Fill(current.Amount);
        if (history is not null)
        {
            Accumulate(history.Traces, current.OccurredAtMs, counts, sums);
        }

        for (var window = 0; window < VelocityWindows.Count; window++)
        {
            row[window] = counts[window];
            row[VelocityWindows.Count + window] = (float)sums[window];
        }
    }

    private static void Accumulate(ReadOnlySpan<PaymentTrace> traces, long now, Span<int> counts, Span<double> sums)
    {
        var lengths = VelocityWindows.LengthsMs;
        for (var i = traces.Length - 1; i >= 0; i--)
        {
            ref readonly var trace = ref traces[i];
            var age = now - trace.OccurredAtMs;
            if (age < 0)
            {
                continue;
            }

            if (age >= VelocityWindows.LongestMs)
            {
                break;
            }

            // From the longest window to the shortest that still holds the payment.
            for (var window = VelocityWindows.Count - 1; window >= 0 && age < lengths[window]; window--)
            {
                counts[window]++;
                sums[window] += trace.Amount;
            }
        }
    }
}
