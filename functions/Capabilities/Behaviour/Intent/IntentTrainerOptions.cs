namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Settings of one training run of the intent model.</summary>
public sealed record IntentTrainerOptions
{
    /// <summary>Share of the rows, the first in time, that trees are grown on.</summary>
    /// <value>In (0, 1); default 0.7.</value>
    public double TrainingShare { get; init; } = 0.7;

    /// <summary>Share of the rows, next in time, for early stopping. The rest is the test part.</summary>
    /// <value>In (0, 1), below 1 with <see cref="TrainingShare"/>; default 0.15.</value>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Trees at most.</summary>
    /// <value>1 or more; default 60: every open session that a batch touches is scored, at about 20 ns a tree.</value>
    public int Trees { get; init; } = 60;

    /// <summary>Seed of the trainer's samples.</summary>
    /// <value>0 or more; default 1.</value>
    public int Seed { get; init; } = 1;
}
