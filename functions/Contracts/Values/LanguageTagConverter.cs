using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads and writes a language as its code.</summary>
internal sealed class LanguageTagConverter : JsonConverter<LanguageTag>
{
    public override LanguageTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return LanguageTag.TryParse(reader.GetString(), out var language)
            ? language
            : throw new RefusedJsonException(EventRefusalReason.BadLanguage);
    }

    public override void Write(Utf8JsonWriter writer, LanguageTag value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
