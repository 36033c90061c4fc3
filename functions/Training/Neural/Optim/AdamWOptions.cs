namespace XbFunctions.Training.Neural;

/// <summary>Settings of the optimiser.</summary>
public sealed class AdamWOptions
{
    /// <summary>Decay of the mean of the gradients.</summary>
    /// <value>In [0, 1); default 0.9, the authors' own.</value>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>Decay of the mean of the squared gradients.</summary>
    /// <value>In [0, 1); default 0.999, the authors' own.</value>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    /// <value>Above 0; default 1e-8, the authors' own.</value>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of a weight, times the learning rate, that each step takes off; weights of one dimension are left out.</summary>
    /// <value>0 or more; default 0.</value>
    public double WeightDecay { get; init; }

    /// <summary>Norm over all gradients above which they are scaled down to it.</summary>
    /// <value>0 or more; 0 turns it off; default 5, which only rare steps reach.</value>
    public double ClipNorm { get; init; } = 5;

    internal void Check()
    {
        foreach (var (value, name) in new[] { (FirstDecay, nameof(FirstDecay)), (SecondDecay, nameof(SecondDecay)) })
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1, name);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegative(ClipNorm);
    }
}
