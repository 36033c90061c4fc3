namespace XbFunctions.Inference;

/// <summary>One dimension of a graph input or output: a fixed length, or a name for a length known only at run time.</summary>
/// <remarks>The default value is the fixed length 0.</remarks>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long length, string? symbol) => (Length, Symbol) = (length, symbol);

    /// <summary>Length in elements; 0 where <see cref="Symbol"/> is set.</summary>
    public long Length { get; }

    /// <summary>Name of a length that differs from run to run (<c>rows</c>), or <see langword="null"/> for a fixed one.</summary>
    public string? Symbol { get; }

    /// <summary>A dimension of a fixed length.</summary>
    /// <param name="length">Length in elements, 0 or more.</param>
    public static OnnxDimension Fixed(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new OnnxDimension(length, null);
    }

    /// <summary>A dimension whose length is known only at run time; equal names mean equal lengths within one run.</summary>
    /// <param name="symbol">A name that is not empty.</param>
    public static OnnxDimension Named(string symbol)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        return new OnnxDimension(0, symbol);
    }
}
