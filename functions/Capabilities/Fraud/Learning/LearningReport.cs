namespace XbFunctions.Capabilities.Fraud;

/// <summary>What one run of learning did and found: stored as JSON beside the models, one for each day and each command.</summary>
public sealed record LearningReport
{
    /// <summary>Name of the run: the day of a timer's (<c>2026-03-01</c>), the second of a command's.</summary>
    public required string Run { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What it led to.</summary>
    public required LearningAction Action { get; init; }

    /// <summary>Why, in a sentence or more.</summary>
    public required string Reason { get; init; }

    /// <summary>Version that serves after the run; null for none.</summary>
    public string? Champion { get; init; }

    /// <summary>Version in shadow after the run; null for none.</summary>
    public string? Challenger { get; init; }

    /// <summary>Decisions read.</summary>
    public required int Decisions { get; init; }

    /// <summary>Share of the archive's decisions that was kept, 1 for all.</summary>
    public required double SampleShare { get; init; }

    /// <summary>Decisions with a known outcome.</summary>
    public required int Known { get; init; }

    /// <summary>Frauds among them.</summary>
    public required int Frauds { get; init; }

    /// <summary>Event time up to which labels count as known, UTC.</summary>
    public required DateTimeOffset Watermark { get; init; }

    /// <summary>The gate's result; null when nothing was trained.</summary>
    public GateResult? Gate { get; init; }

    /// <summary>The trial in shadow; null when nothing was there.</summary>
    public ShadowTrial? Trial { get; init; }

    /// <summary>Drift on the last day of the archive.</summary>
    public required DriftReport Drift { get; init; }

    /// <summary>Fairness of the decisions as they were made.</summary>
    public required FairnessReport Fairness { get; init; }
}
