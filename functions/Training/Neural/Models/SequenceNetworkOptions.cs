namespace XbFunctions.Training.Neural;

/// <summary>Sizes of the sequence model.</summary>
public sealed class SequenceNetworkOptions
{
    /// <summary>Length of an item's embedding and of all states.</summary>
    /// <value>A multiple of <see cref="Heads"/>; default 64: 128 was no better on the data tried.</value>
    public int Width { get; init; } = 64;

    /// <summary>Attention blocks.</summary>
    /// <value>1 or more; default 2, the authors' own.</value>
    public int Blocks { get; init; } = 2;

    /// <summary>Attention heads.</summary>
    /// <value>A divisor of <see cref="Width"/>; default 2.</value>
    public int Heads { get; init; } = 2;

    /// <summary>Width between the two layers behind each attention.</summary>
    /// <value>Above 0; default 128.</value>
    public int InnerWidth { get; init; } = 128;

    /// <summary>Items of a sequence that are looked at, the latest.</summary>
    /// <value>1 or more; default 50, the authors' own.</value>
    public int MaxLength { get; init; } = 50;

    /// <summary>Share of the embeddings that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.5, the authors' own for sparse data.</value>
    public double InputDropout { get; init; } = 0.5;

    /// <summary>Share of each layer's answer that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.5.</value>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Share of the attention that is dropped in training.</summary>
    /// <value>In [0, 1); default 0.2.</value>
    public double AttentionDropout { get; init; } = 0.2;

    /// <summary>Whether positions are counted from the end of a sequence, else from its start.</summary>
    /// <value>Default true: the latest item is always at position 0.</value>
    public bool PositionsFromEnd { get; init; } = true;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Blocks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Heads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(InnerWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        if (Width % Heads != 0)
        {
            throw new ArgumentException($"Width {Width} is no multiple of the {Heads} heads.", nameof(Width));
        }

        CheckShare(InputDropout, nameof(InputDropout));
        CheckShare(Dropout, nameof(Dropout));
        CheckShare(AttentionDropout, nameof(AttentionDropout));
    }

    private static void CheckShare(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1, name);
    }
}
