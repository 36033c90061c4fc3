using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>Reads and writes an enum as its name in camelCase; nothing else is taken: no numbers, no other case.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class EventEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Values =
        Enum.GetValues<T>().ToFrozenDictionary(static value => NameOf(value), StringComparer.Ordinal);

    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(static value => value, NameOf);

    public static bool TryParse(string? text, out T value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new RefusedJsonException(EventRefusalReason.WrongType);
        }

        return TryParse(reader.GetString(), out var value)
            ? value
            : throw new RefusedJsonException(
                typeof(T) == typeof(PaymentLabel) ? EventRefusalReason.UnsupportedLabel : EventRefusalReason.WrongType);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);

    private static string NameOf(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
