namespace XbFunctions.Host;

/// <summary>From a function process: how far it is.</summary>
/// <param name="Positions">Its place in each partition.</param>
/// <param name="Outstanding">Invocations that run.</param>
/// <param name="Retrying">Those of them that wait for or run a retry.</param>
/// <param name="Counters">What its meters have counted since it started, by instrument name.</param>
internal sealed record ProgressMessage(
    IReadOnlyList<ConsumerPosition> Positions, int Outstanding, int Retrying, IReadOnlyDictionary<string, long> Counters) : ChannelMessage;
