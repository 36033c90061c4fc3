namespace XbFunctions.Training.Neural;

/// <summary>Turns pairs of token lists into what a <see cref="TranslationNetwork"/> is trained with.</summary>
/// <param name="padding">Token that fills up, and that a target begins with.</param>
/// <param name="end">Token that ends a source and a target.</param>
internal sealed class TranslationBatches(int padding, int end)
{
    /// <summary>A training batch: behind each token of a target the next one is asked for.</summary>
    /// <param name="pairs">Sources and targets without start and end.</param>
    public BatchFeeds Training(IReadOnlyList<(int[] Source, int[] Target)> pairs)
    {
        var (sourceLength, targetLength) = (pairs.Max(static pair => pair.Source.Length) + 1, pairs.Max(static pair => pair.Target.Length) + 1);
        var (source, mask) = (Filled(pairs.Count * sourceLength), new long[pairs.Count * sourceLength]);
        var target = Filled(pairs.Count * targetLength);
        var count = pairs.Sum(static pair => pair.Target.Length + 1);
        var (rows, targets, weights) = (new long[count], new long[count], new float[count]);
        Array.Fill(weights, 1f / count);
        var at = 0;
        foreach (var (index, pair) in pairs.Index())
        {
            var from = index * sourceLength;
            pair.Source.CopyTo(source.AsSpan(from));
            source[from + pair.Source.Length] = end;
            mask.AsSpan(from, pair.Source.Length + 1).Fill(1);
            pair.Target.CopyTo(target.AsSpan((index * targetLength) + 1));
            for (var i = 0; i <= pair.Target.Length; i++, at++)
            {
                (rows[at], targets[at]) = ((index * (long)targetLength) + i, i < pair.Target.Length ? pair.Target[i] : end);
            }
        }

        return new BatchFeeds()
            .Set("source", source, pairs.Count, sourceLength)
            .Set("source_mask", mask, pairs.Count, sourceLength)
            .Set("target", target, pairs.Count, targetLength)
            .Set("rows", rows, count)
            .Set("targets", targets, count)
            .Set("weights", weights, count, 1);
    }

    private long[] Filled(int length)
    {
        var values = new long[length];
        Array.Fill(values, padding);
        return values;
    }
}

file static class TokenCopy
{
    public static void CopyTo(this int[] tokens, Span<long> target)
    {
        for (var at = 0; at < tokens.Length; at++)
        {
            target[at] = tokens[at];
        }
    }
}
