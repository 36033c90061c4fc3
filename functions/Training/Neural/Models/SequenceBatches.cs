namespace XbFunctions.Training.Neural;

/// <summary>Turns sequences of items into what a <see cref="SequenceNetwork"/> is fed with.</summary>
/// <param name="options">Sizes of the network.</param>
internal sealed class SequenceBatches(SequenceNetworkOptions options)
{
    private const float Hidden = -1e9f;

    /// <summary>A training batch: at each item of a sequence but its last the next one is the target.</summary>
    /// <param name="sequences">Items from 0, oldest first, two or more each.</param>
    public BatchFeeds Training(IReadOnlyList<int[]> sequences)
    {
        var inputs = sequences.Select(sequence => Latest(sequence.AsSpan(..^1)).ToArray()).ToArray();
        var feeds = Inputs(inputs, out var length);
        var count = inputs.Sum(static input => input.Length);
        var (rows, targets, weights) = (new long[count], new long[count], new float[count]);
        var at = 0;
        foreach (var (index, input) in inputs.Index())
        {
            var next = sequences[index].AsSpan(^input.Length..);
            for (var i = 0; i < input.Length; i++)
            {
                (rows[at], targets[at], weights[at]) = ((index * (long)length) + i, next[i], 1f / count);
                at++;
            }
        }

        return feeds.Set("rows", rows, count).Set("targets", targets, count).Set("weights", weights, count, 1);
    }

    /// <summary>A scoring batch: the state behind the last item of each sequence.</summary>
    /// <param name="sequences">Items from 0, oldest first, one or more each.</param>
    public BatchFeeds Scoring(IReadOnlyList<int[]> sequences)
    {
        var inputs = sequences.Select(sequence => Latest(sequence).ToArray()).ToArray();
        var feeds = Inputs(inputs, out var length);
        long[] rows = [.. inputs.Select((input, index) => (index * (long)length) + input.Length - 1)];
        return feeds.Set("rows", rows, rows.Length);
    }

    /// <summary>Hides from each position those behind it.</summary>
    /// <param name="mask">Destination, zeros, shape <c>[length, length]</c>.</param>
    /// <param name="length">Positions.</param>
    public static void FillMask(Span<float> mask, int length)
    {
        for (var row = 0; row < length; row++)
        {
            mask.Slice((row * length) + row + 1, length - row - 1).Fill(Hidden);
        }
    }

    private BatchFeeds Inputs(int[][] inputs, out int length)
    {
        length = inputs.Max(static input => input.Length);
        var (items, positions) = (new long[inputs.Length * length], new long[inputs.Length * length]);
        foreach (var (index, input) in inputs.Index())
        {
            for (var i = 0; i < input.Length; i++)
            {
                items[(index * length) + i] = input[i];
                positions[(index * length) + i] = options.PositionsFromEnd ? input.Length - 1 - i : i;
            }
        }

        var mask = new float[length * length];
        FillMask(mask, length);

        return new BatchFeeds()
            .Set("items", items, inputs.Length, length)
            .Set("positions", positions, inputs.Length, length)
            .Set("mask", mask, length, length);
    }

    private ReadOnlySpan<int> Latest(ReadOnlySpan<int> sequence) =>
        sequence[Math.Max(0, sequence.Length - options.MaxLength)..];
}
