namespace XbFunctions.Training;

/// <summary>Settings of <see cref="RegressionTrees"/>. Equal settings, data and machine type give equal trees.</summary>
public sealed class RegressionTreesOptions
{
    /// <summary>What the trees minimise.</summary>
    /// <value>Default <see cref="RegressionObjective.SquaredError"/>.</value>
    public RegressionObjective Objective { get; init; }

    /// <summary>The quantile of <see cref="RegressionObjective.Quantile"/>.</summary>
    /// <value>In (0, 1); default 0.5.</value>
    public double Quantile { get; init; } = 0.5;

    /// <summary>Number of trees.</summary>
    /// <value>Above 0; default 200.</value>
    public int Iterations { get; init; } = 200;

    /// <summary>Share of a tree's answer that is added.</summary>
    /// <value>In (0, 1]; default 0.05.</value>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Leaves of a tree at most.</summary>
    /// <value>2 or more; default 31, the library's own.</value>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>Training rows of a leaf at least.</summary>
    /// <value>1 or more; default 60: rows of one series repeat each other.</value>
    public int MinRowsInLeaf { get; init; } = 60;

    /// <summary>Share of the columns that each tree may use, and of the rows that it sees.</summary>
    /// <value>In (0, 1]; default 0.7.</value>
    public double Fraction { get; init; } = 0.7;

    /// <summary>Whether the trees grow side by side on samples of the rows and are averaged, a random forest, instead of correcting each other.</summary>
    /// <value>Default false. A forest needs a <see cref="Fraction"/> below 1 and uses no <see cref="LearningRate"/>.</value>
    public bool IsForest { get; init; }

    /// <summary>Share of a tree's columns that each split may use: forests want their trees to differ.</summary>
    /// <value>In (0, 1]; default 1.</value>
    public double SplitFraction { get; init; } = 1;

    /// <summary>Threads of the trainer.</summary>
    /// <value>1 or more; default all processors. The trees do not depend on it.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    // Checked here as well as in the library, which prints its complaint on standard error before it returns it.
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Iterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinRowsInLeaf);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LearningRate, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Fraction, 1);
        if (IsForest)
        {
            // Trees that see all rows would all be the same.
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Fraction, 1);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SplitFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SplitFraction, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Quantile, 1);
    }
}
