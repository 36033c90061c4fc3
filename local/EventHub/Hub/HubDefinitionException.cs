namespace XbFunctions.EventHub;

/// <summary>A hub cannot be opened as defined: a bad name, partition count or consumer group, or one that contradicts what is stored.</summary>
/// <param name="message">What is wrong, for which hub, and what would be accepted.</param>
public sealed class HubDefinitionException(string message) : EventHubException(message);
