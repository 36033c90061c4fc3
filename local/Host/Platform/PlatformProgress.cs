namespace XbFunctions.Host;

/// <summary>How far the functions are.</summary>
/// <param name="Positions">Each Event Hubs function in each partition.</param>
/// <param name="Counters">What the app's meters have counted, by instrument name.</param>
/// <param name="ProcessIds">Process by function group; one process has all groups unless they are isolated.</param>
internal sealed record PlatformProgress(
    IReadOnlyList<ConsumerPosition> Positions, IReadOnlyDictionary<string, long> Counters, IReadOnlyDictionary<string, int> ProcessIds);
