namespace XbFunctions.Training.Neural;

/// <summary>Where a training run stands between two steps: all that a checkpoint stores beside weights and moments.</summary>
internal sealed class RunState
{
    /// <summary>Passes done.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches done of the pass under way.</summary>
    public int Step { get; set; }

    /// <summary>Sum of the losses of these batches.</summary>
    public double LossSum { get; set; }

    /// <summary>Mean loss of the last whole pass.</summary>
    public double LastLoss { get; set; }

    /// <summary>Metric after the last whole pass; NaN where there is none.</summary>
    public double Metric { get; set; } = double.NaN;

    /// <summary>Best metric so far; NaN where there is none.</summary>
    public double BestMetric { get; set; } = double.NaN;

    /// <summary>Pass of the best metric; 0 where there is none.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Weights at the best metric.</summary>
    public float[][]? BestWeights { get; set; }
}
