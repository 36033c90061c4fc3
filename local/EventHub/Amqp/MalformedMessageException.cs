namespace XbFunctions.EventHub;

/// <summary>Bytes that were sent as an AMQP message are none; answered to the sender as <c>amqp:decode-error</c>.</summary>
internal sealed class MalformedMessageException(string reason) : EventHubException($"The bytes are no AMQP 1.0 message: {reason}.")
{
    public static MalformedMessageException CutOff(int position) => new($"a value is cut off at byte {position}");
}
