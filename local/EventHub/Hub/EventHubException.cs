namespace XbFunctions.EventHub;

/// <summary>Root of every fault of the embedded Event Hub and its client; the message is fit to be shown to a user as it is.</summary>
public abstract class EventHubException : Exception
{
    private protected EventHubException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
