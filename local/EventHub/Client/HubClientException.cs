using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>An Event Hubs endpoint could not be reached, or refused what was asked.</summary>
public sealed class HubClientException : EventHubException
{
    internal HubClientException(string message, string? condition = null, bool isTransient = true, Exception? innerException = null)
        : base(message, innerException)
    {
        (Condition, IsTransient) = (condition, isTransient);
    }

    /// <summary>AMQP error condition the endpoint gave, such as <c>amqp:not-found</c>; <see langword="null"/> when it was not reached.</summary>
    public string? Condition { get; }

    /// <summary>Whether another receiver took the partition over, or holds it with a higher owner level.</summary>
    public bool IsDisplaced => Condition == "amqp:link:stolen";

    /// <summary>Whether the same may succeed later.</summary>
    public bool IsTransient { get; }

    internal static HubClientException From(Error? error, string doing) => error is null
        ? new HubClientException($"{doing}: the endpoint closed without a reason.")
        : new HubClientException(
            $"{doing}: {error.Description ?? "the endpoint gave no reason"} ({(string)error.Condition})",
            error.Condition,
            IsTransientCondition(error.Condition));

    private static bool IsTransientCondition(string condition) => condition is not (
        "amqp:not-found" or "amqp:unauthorized-access" or "amqp:link:stolen" or "amqp:not-allowed" or "amqp:not-implemented"
        or "amqp:decode-error" or "amqp:resource-limit-exceeded" or "amqp:link:message-size-exceeded" or "amqp:invalid-field"
        or "com.microsoft:argument-error" or "com.microsoft:argument-out-of-range" or "com.microsoft:entity-disabled");
}
