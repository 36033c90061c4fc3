namespace XbFunctions.Training.Neural;

/// <summary>Sizes of the encoder-decoder.</summary>
public sealed class TranslationNetworkOptions
{
    /// <summary>Number of tokens, above each of them.</summary>
    /// <value>Above 4.</value>
    public required int Vocabulary { get; init; }

    /// <summary>Length of an embedding and of all states.</summary>
    /// <value>A multiple of <see cref="Heads"/>; default 192.</value>
    public int Width { get; init; } = 192;

    /// <summary>Blocks of the encoder, and of the decoder.</summary>
    /// <value>1 or more; default 3.</value>
    public int Blocks { get; init; } = 3;

    /// <summary>Attention heads.</summary>
    /// <value>A divisor of <see cref="Width"/>; default 4.</value>
    public int Heads { get; init; } = 4;

    /// <summary>Width between the two layers behind each attention.</summary>
    /// <value>Above 0; default 512.</value>
    public int InnerWidth { get; init; } = 512;

    /// <summary>Most tokens of a source or target.</summary>
    /// <value>2 or more; default 128.</value>
    public int MaxLength { get; init; } = 128;

    /// <summary>Share of each layer's answer that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.1.</value>
    public double Dropout { get; init; } = 0.1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Vocabulary, 5);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Blocks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Heads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(InnerWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLength, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfNegative(Dropout);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Dropout, 1);
        if (Width % Heads != 0)
        {
            throw new ArgumentException($"Width {Width} is no multiple of the {Heads} heads.", nameof(Width));
        }
    }
}
