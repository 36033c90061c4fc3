namespace XbFunctions.Training.Neural;

/// <summary>Settings of a network's training run. Equal settings, data and machine type give equal weights.</summary>
public sealed record NetworkTrainerOptions
{
    /// <summary>Passes over the data at most.</summary>
    /// <value>Above 0; default 100. Early stopping mostly ends sooner.</value>
    public int MaxEpochs { get; init; } = 100;

    /// <summary>Epochs without a better metric after which training stops.</summary>
    /// <value>1 or more; default 5.</value>
    public int Patience { get; init; } = 5;

    /// <summary>Learning rate by step.</summary>
    /// <value>Default level at 0.001, Adam's own.</value>
    public LearningRateSchedule Schedule { get; init; } = new(0.001);

    /// <summary>Settings of the optimiser.</summary>
    /// <value>Default Adam's own.</value>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Seed of starting values, order of batches and dropout.</summary>
    /// <value>Any number; default 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Threads of ONNX Runtime.</summary>
    /// <value>1 or more; default all processors. The weights do not depend on it.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>File that the run is stored in, and gone on from where it exists.</summary>
    /// <value>Default none.</value>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints, besides the one at the end of each epoch.</summary>
    /// <value>0 or more; 0, the default, for none.</value>
    public int CheckpointSteps { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxEpochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(CheckpointSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Schedule.Peak);
        Optimizer.Check();
    }
}
