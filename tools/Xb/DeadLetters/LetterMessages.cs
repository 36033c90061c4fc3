using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>Makes of dead letters the messages that they were.</summary>
internal static class LetterMessages
{
    private const string CloudEventsVersion = "1.0";
    private const string Source = "/xb/dead-letters";

    /// <summary>
    /// The id under which the functions know the event: the transport's, else that of the payment or label in the body, else one that
    /// follows from the dead letter. It is the same for each sending.
    /// </summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="body">What is sent: its body, or the corrected one.</param>
    public static string EventIdOf(DeadLetter letter, ReadOnlyMemory<byte> body)
    {
        if (letter.EventId is { } id)
        {
            return id;
        }

        if (letter.Partition.Hub == HubNames.Payments
            && PaymentReader.TryRead(body.Span, new IdInterner(), letter.EventType, out var facts, out _))
        {
            return facts.Kind == PaymentKind.Labelled ? $"{facts.PaymentId}:{EventNames.Of(facts.Label)}" : facts.PaymentId;
        }

        return $"dead-letter:{letter.Id}";
    }

    /// <summary>The message.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="body">What is sent.</param>
    public static HubEvent Make(DeadLetter letter, ReadOnlyMemory<byte> body)
    {
        var id = EventIdOf(letter, body);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [EventProperties.SpecVersion] = CloudEventsVersion,
            [EventProperties.Id] = id,
            [EventProperties.Source] = Source,
        };
        if (letter.EventType is { } type)
        {
            properties[EventProperties.Type] = type;
        }

        if (letter.ProducerClock is { } clock)
        {
            properties[EventProperties.ProducerClock] = clock;
        }

        return new HubEvent(body) { PartitionKey = letter.PartitionKey, MessageId = id, ContentType = "application/json", Properties = properties };
    }
}
