namespace XbFunctions.Host;

/// <summary>Stop the listeners, or start them again: from the process that answers the admin calls to the supervisor, and from there to all.</summary>
/// <param name="Begins">Whether to stop them.</param>
internal sealed record DrainMessage(bool Begins) : ChannelMessage;
