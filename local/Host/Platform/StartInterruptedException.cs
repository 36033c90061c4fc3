namespace XbFunctions.Host;

/// <summary>The user ended the program while it was starting.</summary>
internal sealed class StartInterruptedException() : OperationCanceledException("The host was told to stop while it was starting.");
