namespace XbFunctions.Training;

/// <summary>Rows in groups, each group one list to be ranked. Holds the caller's arrays; they must not change during training.</summary>
public sealed class RankingData
{
    /// <summary>Takes the arrays over without a copy.</summary>
    /// <param name="columns">Column names, at least one.</param>
    /// <param name="rows">Row-major values, shape <c>[rows, columns]</c>, group behind group; NaN is missing.</param>
    /// <param name="labels">Relevance of each row, a whole number from 0; shape <c>[rows]</c>.</param>
    /// <param name="groupSizes">Rows of each group, above 0; their sum is the number of rows.</param>
    /// <param name="groupWeights">How much each group counts, above 0, shape <c>[groups]</c>; <see langword="null"/> where all count alike.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public RankingData(IReadOnlyList<string> columns, float[] rows, float[] labels, int[] groupSizes, float[]? groupWeights = null)
    {
        if (columns.Count == 0 || rows.Length != (long)labels.Length * columns.Count)
        {
            throw new ArgumentException(
                $"Expected {labels.Length} rows of {columns.Count} columns, got {rows.Length} values.", nameof(rows));
        }

        if (groupSizes.Sum() != labels.Length || groupSizes.Any(static size => size <= 0))
        {
            throw new ArgumentException(
                $"Expected groups of one row or more and {labels.Length} rows in all, got {groupSizes.Sum()}.", nameof(groupSizes));
        }

        if (groupWeights is not null && (groupWeights.Length != groupSizes.Length || groupWeights.Any(static weight => !(weight > 0 && float.IsFinite(weight)))))
        {
            throw new ArgumentException($"Expected a weight above 0 for each of {groupSizes.Length} groups, got {groupWeights.Length} weights.", nameof(groupWeights));
        }

        (Columns, Rows, Labels, GroupSizes, GroupWeights) = (columns, rows, labels, groupSizes, groupWeights);
    }

    /// <summary>Column names in the order of a row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Row-major values, shape <c>[rows, columns]</c>.</summary>
    public float[] Rows { get; }

    /// <summary>Relevance of each row.</summary>
    public float[] Labels { get; }

    /// <summary>Rows of each group.</summary>
    public int[] GroupSizes { get; }

    /// <summary>How much each group counts; <see langword="null"/> where all count alike.</summary>
    public float[]? GroupWeights { get; }
}
