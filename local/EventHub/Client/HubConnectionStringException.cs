namespace XbFunctions.EventHub;

/// <summary>A connection string cannot be used; the message names the part, never a key.</summary>
/// <param name="message">Which part is wrong and what is expected.</param>
public sealed class HubConnectionStringException(string message) : EventHubException($"The Event Hubs connection string is not usable: {message}");
