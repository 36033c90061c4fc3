using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads and writes a currency as its code.</summary>
internal sealed class CurrencyCodeConverter : JsonConverter<CurrencyCode>
{
    public override CurrencyCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return CurrencyCode.TryParse(reader.GetString(), out var currency)
            ? currency
            : throw new RefusedJsonException(EventRefusalReason.UnknownCurrency);
    }

    public override void Write(Utf8JsonWriter writer, CurrencyCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
