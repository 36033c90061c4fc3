namespace XbFunctions.Training;

/// <summary>Settings of <see cref="GradientBoostedRanker"/>. Equal settings, data and machine type give equal trees.</summary>
public sealed class GradientBoostedRankerOptions
{
    /// <summary>Trees at most.</summary>
    /// <value>Above 0; default 300.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Trees without a better NDCG@10 on the validation groups after which training stops.</summary>
    /// <value>1 or more; default 30.</value>
    public int Patience { get; init; } = 30;

    /// <summary>Share of a tree's answer that is added.</summary>
    /// <value>In (0, 1]; default 0.05.</value>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Leaves of a tree at most.</summary>
    /// <value>2 or more; default 31.</value>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>Rows of a leaf at least.</summary>
    /// <value>1 or more; default 100: rows of one group are alike.</value>
    public int MinRowsInLeaf { get; init; } = 100;

    /// <summary>Share of the columns that each tree may use.</summary>
    /// <value>In (0, 1]; default 0.7.</value>
    public double ColumnFraction { get; init; } = 0.7;

    /// <summary>Share of the rows that each tree sees.</summary>
    /// <value>In (0, 1]; default 0.8.</value>
    public double RowFraction { get; init; } = 0.8;

    /// <summary>Seed of the samples.</summary>
    /// <value>0 or more; default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the trainer.</summary>
    /// <value>1 or more; default all processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinRowsInLeaf);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        foreach (var (value, name) in new[]
        {
            (LearningRate, nameof(LearningRate)), (ColumnFraction, nameof(ColumnFraction)), (RowFraction, nameof(RowFraction)),
        })
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, name);
        }
    }
}
