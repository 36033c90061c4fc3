namespace XbFunctions.EventHub;

/// <summary>Another process has the data folder open.</summary>
/// <param name="directory">The folder.</param>
/// <param name="innerException">What the system said.</param>
public sealed class HubDirectoryInUseException(string directory, Exception? innerException = null)
    : EventHubException($"The event hub folder '{directory}' is in use by another process. Stop that process, or choose another folder.", innerException)
{
    /// <summary>The folder.</summary>
    public string Directory { get; } = directory;
}
