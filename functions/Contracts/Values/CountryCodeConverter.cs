using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads and writes a country as its code.</summary>
internal sealed class CountryCodeConverter : JsonConverter<CountryCode>
{
    public override CountryCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return CountryCode.TryParse(reader.GetString(), out var country)
            ? country
            : throw new RefusedJsonException(EventRefusalReason.UnknownCountry);
    }

    public override void Write(Utf8JsonWriter writer, CountryCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
