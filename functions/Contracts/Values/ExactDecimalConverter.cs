using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads a JSON number as a decimal without rounding, and refuses one that no decimal can hold.</summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        var reason = ExactNumber.TryParse(Encoding.ASCII.GetString(reader.ValueSpan), out var value);
        return reason == EventRefusalReason.None ? value : throw new RefusedJsonException(reason);
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
