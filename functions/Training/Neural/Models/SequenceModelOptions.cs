namespace XbFunctions.Training.Neural;

/// <summary>Settings of the sequence model's training.</summary>
public sealed class SequenceModelOptions
{
    /// <summary>Sizes of the network.</summary>
    /// <value>Default as <see cref="SequenceNetworkOptions"/> says.</value>
    public SequenceNetworkOptions Network { get; init; } = new();

    /// <summary>The training loop.</summary>
    /// <value>Default as <see cref="NetworkTrainerOptions"/> says.</value>
    public NetworkTrainerOptions Trainer { get; init; } = new();

    /// <summary>Positions of a batch at most, padding included.</summary>
    /// <value>Above 0; default 2,048: with 20,000 items the probabilities of one batch take 160 MB.</value>
    public int BatchTokens { get; init; } = 2048;
}
