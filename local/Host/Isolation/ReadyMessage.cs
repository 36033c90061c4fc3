namespace XbFunctions.Host;

/// <summary>From a function process: its functions run.</summary>
/// <param name="Http">Where it answers HTTP; <see langword="null"/> where it does not.</param>
internal sealed record ReadyMessage(Uri? Http) : ChannelMessage;
