namespace XbFunctions.Training.Neural;

/// <summary>What one batch feeds into a graph, by input name.</summary>
internal sealed class BatchFeeds
{
    private readonly Dictionary<string, BatchFeed> _feeds = new(StringComparer.Ordinal);

    /// <summary>All feeds.</summary>
    public IEnumerable<BatchFeed> All => _feeds.Values;

    /// <summary>The feed of an input.</summary>
    /// <param name="name">Name of the input.</param>
    /// <exception cref="KeyNotFoundException">The batch does not feed it.</exception>
    public BatchFeed this[string name] => _feeds.TryGetValue(name, out var feed)
        ? feed
        : throw new KeyNotFoundException($"The batch feeds no input '{name}'.");

    /// <summary>Feeds integers.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="values">Row-major values.</param>
    /// <param name="shape">Lengths of the dimensions.</param>
    public BatchFeeds Set(string name, long[] values, params long[] shape)
    {
        _feeds[name] = new BatchFeed(name, values, null, shape);
        return this;
    }

    /// <summary>Feeds real numbers; a double graph gets them widened.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="values">Row-major values.</param>
    /// <param name="shape">Lengths of the dimensions.</param>
    public BatchFeeds Set(string name, float[] values, params long[] shape)
    {
        _feeds[name] = new BatchFeed(name, null, values, shape);
        return this;
    }
}
