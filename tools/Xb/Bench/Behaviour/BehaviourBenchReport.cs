namespace XbFunctions.Xb.Bench.Behaviour;

/// <summary>What the bench measured.</summary>
/// <param name="Clicks">Clicks aggregated.</param>
/// <param name="Partitions">Partitions, a thread each.</param>
/// <param name="BatchClicks">Clicks of a batch.</param>
/// <param name="Model">Version of the intent model; null for none.</param>
/// <param name="ClicksPerSecond">Of all partitions together, by the clock.</param>
/// <param name="MicrosecondsOfProcessor">Processor time of a click.</param>
/// <param name="AllocatedBytes">Bytes allocated for a click.</param>
/// <param name="ChangeBytes">Bytes that a click adds to the journal's changes.</param>
/// <param name="BatchMedian">Median time of a batch.</param>
/// <param name="BatchP99">Time that 99 % of the batches keep.</param>
/// <param name="StateBytes">Memory that the states of all partitions hold at the end.</param>
/// <param name="Visitors">Visitors and customers in them.</param>
/// <param name="OpenSessions">Sessions open in them.</param>
internal sealed record BehaviourBenchReport(
    int Clicks,
    int Partitions,
    int BatchClicks,
    string? Model,
    double ClicksPerSecond,
    double MicrosecondsOfProcessor,
    double AllocatedBytes,
    double ChangeBytes,
    TimeSpan BatchMedian,
    TimeSpan BatchP99,
    long StateBytes,
    int Visitors,
    long OpenSessions);
