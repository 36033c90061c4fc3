namespace XbFunctions.EventHub;

/// <summary>A hub was asked for that the broker does not hold; the message names it and the ones that exist.</summary>
/// <param name="hub">Name that was asked for.</param>
/// <param name="known">Names of the hubs that exist.</param>
public sealed class UnknownHubException(string hub, IEnumerable<string> known)
    : EventHubException($"There is no event hub '{hub}'. Known: {string.Join(", ", known)}.")
{
    /// <summary>Name that was asked for.</summary>
    public string Hub { get; } = hub;
}
