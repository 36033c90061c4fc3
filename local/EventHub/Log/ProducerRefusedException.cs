namespace XbFunctions.EventHub;

/// <summary>An idempotent producer was displaced, or left a gap in its numbers.</summary>
/// <param name="condition">AMQP error condition to answer.</param>
/// <param name="message">What was expected and what came.</param>
internal sealed class ProducerRefusedException(string condition, string message) : EventHubException(message)
{
    public const string OutOfOrder = "com.microsoft:out-of-order-sequence";
    public const string EpochStolen = "com.microsoft:producer-epoch-stolen";

    public string Condition { get; } = condition;
}
