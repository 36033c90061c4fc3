namespace XbFunctions.EventHub;

/// <summary>The data folder cannot be used, or events could not be written to it.</summary>
/// <param name="message">Which file or folder, and why.</param>
/// <param name="innerException">What the system said.</param>
public sealed class HubStorageException(string message, Exception? innerException = null) : EventHubException(message, innerException);
