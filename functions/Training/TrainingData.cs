namespace XbFunctions.Training;

/// <summary>
/// Labelled rows, in the order of event time where time matters. Holds the caller's arrays; they must not change during training.
/// </summary>
public sealed class TrainingData
{
    /// <summary>Takes the arrays over without a copy.</summary>
    /// <param name="columns">Column names, at least one.</param>
    /// <param name="rows">Row-major values, shape <c>[rows, columns]</c>; NaN is missing.</param>
    /// <param name="labels">1 for the positive class, 0 for the other; shape <c>[rows]</c>.</param>
    /// <param name="weights">Weight of each row, above 0; <see langword="null"/> where all weigh the same.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is neither 0 nor 1.</exception>
    public TrainingData(IReadOnlyList<string> columns, float[] rows, float[] labels, float[]? weights = null)
    {
        if (columns.Count == 0 || rows.Length != (long)labels.Length * columns.Count)
        {
            throw new ArgumentException(
                $"Expected {labels.Length} rows of {columns.Count} columns, got {rows.Length} values.", nameof(rows));
        }

        if (weights is not null && weights.Length != labels.Length)
        {
            throw new ArgumentException($"Expected {labels.Length} weights, got {weights.Length}.", nameof(weights));
        }

        var wrong = labels.AsSpan().IndexOfAnyExcept(0f, 1f);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Label of row {wrong}: expected 0 or 1, got {labels[wrong]}.", nameof(labels));
        }

        (Columns, Rows, Labels, Weights) = (columns, rows, labels, weights);
    }

    /// <summary>Column names in the order of a row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Row-major values, shape <c>[RowCount, Width]</c>; NaN is missing.</summary>
    public float[] Rows { get; }

    /// <summary>1 for the positive class, 0 for the other; shape <c>[RowCount]</c>.</summary>
    public float[] Labels { get; }

    /// <summary>Weight of each row, or <see langword="null"/> where all weigh the same.</summary>
    public float[]? Weights { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Labels.Length;

    /// <summary>Number of columns.</summary>
    public int Width => Columns.Count;

    /// <summary>Number of rows of the positive class.</summary>
    public int Positives => Labels.AsSpan().Count(1f);

    /// <summary>One row, shape <c>[Width]</c>.</summary>
    /// <param name="index">Index in [0, <see cref="RowCount"/>).</param>
    public ReadOnlySpan<float> Row(int index) => Rows.AsSpan(index * Width, Width);

    /// <summary>Copies a run of rows, for a split by time.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the rows.</exception>
    public TrainingData Slice(int start, int count) => new(
        Columns,
        Rows.AsSpan(start * Width, count * Width).ToArray(),
        Labels.AsSpan(start, count).ToArray(),
        Weights?.AsSpan(start, count).ToArray());
}
