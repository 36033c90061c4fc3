namespace XbFunctions.Host;

/// <summary>To a function process: end, as on Ctrl-C.</summary>
internal sealed record StopMessage : ChannelMessage;
