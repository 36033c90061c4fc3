namespace XbFunctions.Host;

/// <summary>To the process that answers the admin calls: what runs in the others.</summary>
/// <param name="Outstanding">Invocations that run.</param>
/// <param name="Retrying">Those of them that wait for or run a retry.</param>
internal sealed record OthersMessage(int Outstanding, int Retrying) : ChannelMessage;
