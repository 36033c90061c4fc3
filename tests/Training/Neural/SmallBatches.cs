using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

/// <summary>Tiny networks and batches for gradient tests.</summary>
internal static class SmallBatches
{
    /// <summary>A sequence model of 7 items.</summary>
    public static SequenceNetwork SequenceNetwork { get; } = new(
        new SequenceNetworkOptions { Width = 4, Heads = 2, Blocks = 2, InnerWidth = 6, MaxLength = 5, Dropout = 0.2, InputDropout = 0.2 },
        items: 7);

    /// <summary>Rows with labels for the perceptron.</summary>
    public static BatchFeeds Rows(int rows, int columns)
    {
        var generator = new SeededGenerator(5);
        var features = Enumerable.Range(0, rows * columns).Select(_ => (float)generator.NextNormal()).ToArray();
        var labels = Enumerable.Range(0, rows).Select(static row => row % 2 == 0 ? 1f : 0f).ToArray();
        var weights = Enumerable.Repeat(1f / rows, rows).ToArray();
        return new BatchFeeds().Set("features", features, rows, columns).Set("labels", labels, rows, 1).Set("weights", weights, rows, 1);
    }

    /// <summary>Two sequences, of 4 and of 2 items, the second padded.</summary>
    public static BatchFeeds Sequences()
    {
        const float Hidden = -1e9f;
        float[] mask = [0, Hidden, Hidden, Hidden, 0, 0, Hidden, Hidden, 0, 0, 0, Hidden, 0, 0, 0, 0];
        return new BatchFeeds()
            .Set("items", [1L, 4, 2, 4, 6, 3, 0, 0], 2, 4)
            .Set("positions", [3L, 2, 1, 0, 1, 0, 0, 0], 2, 4)
            .Set("mask", mask, 4, 4)
            .Set("rows", [0L, 1, 2, 3, 4, 5], 6)
            .Set("targets", [4L, 2, 4, 5, 3, 0], 6)
            .Set("weights", [0.1f, 0.2f, 0.3f, 0.2f, 0.1f, 0.1f], 6, 1);
    }
}
