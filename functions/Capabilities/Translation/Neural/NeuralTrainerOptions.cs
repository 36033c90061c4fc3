using XbFunctions.Training.Neural;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Sizes and training of a network for translation.</summary>
public sealed class NeuralTrainerOptions
{
    /// <summary>Subwords of both languages together at most.</summary>
    /// <value>Above 0; default 8,000.</value>
    public int Subwords { get; init; } = 8_000;

    /// <summary>Width of the network.</summary>
    /// <value>A multiple of <see cref="Heads"/>; default 192.</value>
    public int Width { get; init; } = 192;

    /// <summary>Blocks of encoder and decoder.</summary>
    /// <value>1 or more; default 3.</value>
    public int Blocks { get; init; } = 3;

    /// <summary>Attention heads.</summary>
    /// <value>A divisor of <see cref="Width"/>; default 4.</value>
    public int Heads { get; init; } = 4;

    /// <summary>Share of each layer's answer that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.2.</value>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Most subwords of a source or target in training.</summary>
    /// <value>2 or more; default 128.</value>
    public int MaxLength { get; init; } = 128;

    /// <summary>Tokens of a batch at most, padding included.</summary>
    /// <value>Above 0; default 2,048.</value>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Passes over the text in which the learning rate goes down; 0 leaves it to the schedule of <see cref="Trainer"/>.</summary>
    /// <value>Default 0.</value>
    public int DecayEpochs { get; init; }

    /// <summary>The training loop.</summary>
    /// <value>Default 20 epochs at most, warmed up for 400 steps.</value>
    public NetworkTrainerOptions Trainer { get; init; } = new() { MaxEpochs = 20, Patience = 3 };

    /// <summary>How weights are stored.</summary>
    /// <value>Default 8 bits.</value>
    public SequenceWeights Weights { get; init; } = SequenceWeights.EightBit;

    /// <summary>Hypotheses that a search keeps.</summary>
    /// <value>1 to 16; default 4.</value>
    public int Beams { get; init; } = 4;

    internal TranslationNetworkOptions ToNetwork(int vocabulary) => new()
    {
        Vocabulary = vocabulary, Width = Width, Blocks = Blocks, Heads = Heads, InnerWidth = Width * 8 / 3, Dropout = Dropout, MaxLength = MaxLength,
    };
}
