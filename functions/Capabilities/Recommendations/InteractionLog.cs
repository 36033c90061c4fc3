namespace XbFunctions.Capabilities.Recommendations;

/// <summary>Sequences of items, with an index from each item to where it stands. Items are numbers from 0.</summary>
public sealed class InteractionLog
{
    private readonly int[] _starts;
    private readonly (int Sequence, int Position)[] _places;

    /// <summary>Builds the index.</summary>
    /// <param name="sequences">Items of each customer or session, oldest first. Kept, not copied.</param>
    /// <param name="itemCount">Number of items, above each of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is not in [0, <paramref name="itemCount"/>).</exception>
    public InteractionLog(IReadOnlyList<int[]> sequences, int itemCount)
    {
        (Sequences, ItemCount) = (sequences, itemCount);
        _starts = new int[itemCount + 1];
        foreach (var sequence in sequences)
        {
            foreach (var item in sequence)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(item, nameof(sequences));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, itemCount, nameof(sequences));
                _starts[item + 1]++;
            }
        }

        for (var item = 0; item < itemCount; item++)
        {
            _starts[item + 1] += _starts[item];
        }

        _places = new (int, int)[_starts[itemCount]];
        Fill();
    }

    /// <summary>The sequences.</summary>
    public IReadOnlyList<int[]> Sequences { get; }

    /// <summary>Number of items.</summary>
    public int ItemCount { get; }

    /// <summary>How often an item occurs.</summary>
    /// <param name="item">In [0, <see cref="ItemCount"/>).</param>
    public int CountOf(int item) => _starts[item + 1] - _starts[item];

    /// <summary>How often an item occurs in the last tenth of the sequences.</summary>
    /// <param name="item">In [0, <see cref="ItemCount"/>).</param>
    public int LateCountOf(int item)
    {
        var places = PlacesOf(item);
        var count = 0;
        while (count < places.Length && places[^(count + 1)].Sequence >= Sequences.Count * 0.9)
        {
            count++;
        }

        return count;
    }

    /// <summary>Where an item stands, in the order of the sequences.</summary>
    /// <param name="item">In [0, <see cref="ItemCount"/>).</param>
    public ReadOnlySpan<(int Sequence, int Position)> PlacesOf(int item) => _places.AsSpan(_starts[item].._starts[item + 1]);

    /// <summary>Weight of a sequence by its place in the log, where logs are in the order of time.</summary>
    /// <param name="sequence">Number of the sequence.</param>
    /// <param name="oldest">Weight of the first; that of the last is 1.</param>
    public double AgeWeight(int sequence, double oldest) =>
        oldest == 1 ? 1 : Math.Pow(oldest, 1 - ((sequence + 1.0) / Sequences.Count));

    private void Fill()
    {
        var next = _starts.AsSpan(..^1).ToArray();
        for (var index = 0; index < Sequences.Count; index++)
        {
            var sequence = Sequences[index];
            for (var position = 0; position < sequence.Length; position++)
            {
                _places[next[sequence[position]]++] = (index, position);
            }
        }
    }
}
