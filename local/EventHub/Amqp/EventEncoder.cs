namespace XbFunctions.EventHub;

/// <summary>Encodes events as AMQP messages.</summary>
internal static class EventEncoder
{
    /// <summary>Writes properties, application properties and body: all that stands behind the annotations.</summary>
    public static void WriteRest(AmqpWriter writer, HubEvent item)
    {
        WriteProperties(writer, item.MessageId, item.CorrelationId, item.ContentType);
        if (item.Properties is { Count: > 0 } properties)
        {
            writer.WriteSection(AmqpFormat.ApplicationPropertiesSection);
            var map = writer.Begin(AmqpFormat.Map32);
            foreach (var (key, value) in properties)
            {
                writer.WriteString(key);
                writer.WriteValue(value);
            }

            writer.End(map, properties.Count * 2);
        }

        writer.WriteSection(AmqpFormat.DataSection);
        writer.WriteBinary(item.Body.Span);
    }

    /// <summary>Writes a message annotations section that holds the partition key only.</summary>
    public static void WriteKeyAnnotation(AmqpWriter writer, string partitionKey)
    {
        writer.WriteSection(AmqpFormat.MessageAnnotationsSection);
        var map = writer.Begin(AmqpFormat.Map32);
        writer.WriteSymbol("x-opt-partition-key"u8);
        writer.WriteString(partitionKey);
        writer.End(map, 2);
    }

    /// <summary>Writes the list of properties that events have, where there is one of them.</summary>
    public static void WriteProperties(AmqpWriter writer, string? messageId, string? correlationId, string? contentType)
    {
        if (messageId is null && correlationId is null && contentType is null)
        {
            return;
        }

        // Fields in the order of the specification: message-id, user-id, to, subject, reply-to, correlation-id, content-type.
        writer.WriteSection(AmqpFormat.PropertiesSection);
        var list = writer.Begin(AmqpFormat.List32);
        writer.WriteValue(messageId);
        for (var field = 0; field < 4; field++)
        {
            writer.WriteNull();
        }

        writer.WriteValue(correlationId);
        if (contentType is not null)
        {
            writer.WriteSymbol(contentType);
        }

        writer.End(list, contentType is null ? 6 : 7);
    }
}
