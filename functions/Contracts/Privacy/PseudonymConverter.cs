using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads and writes a pseudonym as its text form.</summary>
public sealed class PseudonymConverter : JsonConverter<Pseudonym>
{
    /// <inheritdoc/>
    public override Pseudonym Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return Pseudonym.TryParse(reader.GetString(), out var pseudonym)
            ? pseudonym
            : throw new RefusedJsonException(EventRefusalReason.BadIdentifier);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Pseudonym value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
