namespace XbFunctions.Host;

/// <summary>To a function process: who it is. The first message.</summary>
/// <param name="Group">The functions it runs.</param>
/// <param name="Settings">All settings of the platform, where storage and hub are included.</param>
internal sealed record BeginMessage(FunctionGroup Group, IReadOnlyDictionary<string, string?> Settings) : ChannelMessage;
