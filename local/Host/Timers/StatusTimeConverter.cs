using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Host;

/// <summary>Reads the times of a status blob as the service writes them, where year 1 may carry an offset that leads before it.</summary>
internal sealed class StatusTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string YearOne = "0001-01-01T00:00:00";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? string.Empty;
        if (text.StartsWith(YearOne, StringComparison.Ordinal))
        {
            return default;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment
            : throw new JsonException($"'{text}' is no time.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
