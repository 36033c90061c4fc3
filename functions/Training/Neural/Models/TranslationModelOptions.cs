namespace XbFunctions.Training.Neural;

/// <summary>Settings of the encoder-decoder's training.</summary>
public sealed class TranslationModelOptions
{
    /// <summary>Sizes of the network.</summary>
    public required TranslationNetworkOptions Network { get; init; }

    /// <summary>The training loop.</summary>
    /// <value>Default as <see cref="NetworkTrainerOptions"/> says.</value>
    public NetworkTrainerOptions Trainer { get; init; } = new();

    /// <summary>Passes over the text in which the learning rate goes down, in place of the schedule's steps.</summary>
    /// <value>0 or more; 0, the default, leaves the schedule as it is.</value>
    public int DecayEpochs { get; init; }

    /// <summary>Tokens of a batch at most, those of sources and targets, padding included.</summary>
    /// <value>Above 0; default 2,048.</value>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Token that fills up, and that a target begins with.</summary>
    /// <value>Below the vocabulary's size; default 0.</value>
    public int PaddingToken { get; init; }

    /// <summary>Token that ends a source and a target.</summary>
    /// <value>Below the vocabulary's size; default 1.</value>
    public int EndToken { get; init; } = 1;
}
