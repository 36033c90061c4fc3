namespace XbFunctions.Xb.Demo;

/// <summary>All that one picture of the demo shows.</summary>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Duration">When it ends.</param>
/// <param name="Gauges">The partitions.</param>
/// <param name="Decisions">The decisions.</param>
/// <param name="DeadLetters">Events dead-lettered.</param>
/// <param name="Warnings">Warnings of the platform.</param>
/// <param name="Access">How to reach the platform from outside.</param>
internal sealed record DemoFrame(
    TimeSpan Elapsed,
    TimeSpan Duration,
    IReadOnlyList<PartitionGauge> Gauges,
    DecisionFigures Decisions,
    long DeadLetters,
    long Warnings,
    DemoAccess Access);
