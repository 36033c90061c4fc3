using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

/// <summary>Sequences that a small model learns at once.</summary>
internal static class SmallSequences
{
    /// <summary>24 sequences that go up by 1 or 2, modulo 9.</summary>
    public static int[][] Cycles { get; } = [.. Enumerable.Range(0, 24).Select(static start =>
        Enumerable.Range(0, 5 + (start % 4)).Select(step => (start + (step * (1 + (start % 2)))) % 9).ToArray())];

    /// <summary>Settings of a small model.</summary>
    public static SequenceModelOptions Options(int epochs, double dropout) => new()
    {
        Network = new SequenceNetworkOptions
        {
            Width = 16,
            Heads = 2,
            Blocks = 1,
            InnerWidth = 32,
            MaxLength = 8,
            Dropout = dropout,
            InputDropout = dropout,
            AttentionDropout = dropout,
        },
        Trainer = new NetworkTrainerOptions { MaxEpochs = epochs, Schedule = new(0.01), Threads = 1 },
        BatchTokens = 64,
    };
}
