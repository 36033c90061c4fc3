using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads RFC 3339 times with any offset as UTC, and writes them as UTC with <c>Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return Rfc3339.TryParse(reader.GetString(), out var time) ? time : throw new RefusedJsonException(EventRefusalReason.BadTime);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
