using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Inference;

/// <summary>Writes a row of numbers on one line, missing ones (NaN) as <c>null</c>, infinite ones as text.</summary>
internal sealed class FloatRowConverter : JsonConverter<float[]>
{
    private const string Infinite = "Infinity";
    private const string MinusInfinite = "-Infinity";

    public override float[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"Expected an array of numbers, got {reader.TokenType}.");
        }

        var values = new List<float>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.TokenType switch
            {
                JsonTokenType.Null => float.NaN,
                JsonTokenType.Number => reader.GetSingle(),
                JsonTokenType.String when reader.ValueTextEquals(Infinite) => float.PositiveInfinity,
                JsonTokenType.String when reader.ValueTextEquals(MinusInfinite) => float.NegativeInfinity,
                _ => throw new JsonException($"Expected a number or null, got {reader.TokenType}."),
            });
        }

        return [.. values];
    }

    public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(Text))}]");

    private static string Text(float value) => value switch
    {
        float.NaN => "null",
        float.PositiveInfinity => $"\"{Infinite}\"",
        float.NegativeInfinity => $"\"{MinusInfinite}\"",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
