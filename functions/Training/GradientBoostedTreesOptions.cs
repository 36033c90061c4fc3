namespace XbFunctions.Training;

/// <summary>Settings of <see cref="GradientBoostedTrees"/>. Equal settings, data and machine type give equal trees.</summary>
public sealed class GradientBoostedTreesOptions
{
    /// <summary>Trees at most.</summary>
    /// <value>Above 0; default 400. Early stopping mostly ends sooner; 200 trees already cost 5.7 us a row when scored.</value>
    public int MaxIterations { get; init; } = 400;

    /// <summary>Share of a tree's answer that is added.</summary>
    /// <value>In (0, 1]; default 0.06: a smaller one needs more trees for the same fit.</value>
    public double LearningRate { get; init; } = 0.06;

    /// <summary>Leaves of a tree at most.</summary>
    /// <value>2 or more; default 31, the library's own: five relations at once.</value>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>Training rows of a leaf at least.</summary>
    /// <value>1 or more; default 40, against leaves that know a single fraud case by heart.</value>
    public int MinRowsInLeaf { get; init; } = 40;

    /// <summary>Penalty on the squared leaf values.</summary>
    /// <value>0 or more; default 1.</value>
    public double L2 { get; init; } = 1;

    /// <summary>Share of the columns that each tree may use.</summary>
    /// <value>In (0, 1]; default 0.8.</value>
    public double ColumnFraction { get; init; } = 0.8;

    /// <summary>Share of the rows that each tree sees.</summary>
    /// <value>In (0, 1]; default 0.8.</value>
    public double RowFraction { get; init; } = 0.8;

    /// <summary>Share of the rows, the last in order, that is kept from training and watched by early stopping.</summary>
    /// <value>In [0, 1); default 0.15. 0 turns early stopping off.</value>
    public double ValidationFraction { get; init; } = 0.15;

    /// <summary>What early stopping watches.</summary>
    /// <value>Default <see cref="ValidationMetric.AveragePrecision"/>: fraud is rare, and only the top of the ranking is acted on.</value>
    public ValidationMetric ValidationMetric { get; init; } = ValidationMetric.AveragePrecision;

    /// <summary>Trees without a better metric after which training stops.</summary>
    /// <value>1 or more; default 40.</value>
    public int Patience { get; init; } = 40;

    /// <summary>Seed of the row and column samples.</summary>
    /// <value>0 or more; default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the trainer.</summary>
    /// <value>1 or more; default all processors. The trees do not depend on it.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    // Checked here as well as in the library, which prints its complaint on standard error before it returns it.
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinRowsInLeaf);
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(ValidationFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ValidationFraction, 1);
        CheckShare(LearningRate, nameof(LearningRate));
        CheckShare(ColumnFraction, nameof(ColumnFraction));
        CheckShare(RowFraction, nameof(RowFraction));
    }

    private static void CheckShare(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, name);
    }
}
