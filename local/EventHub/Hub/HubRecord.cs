using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.EventHub;

/// <summary>What <c>hub.json</c> keeps of a hub.</summary>
/// <param name="Name">Hub name.</param>
/// <param name="Partitions">Number of partitions; fixed for the life of the hub.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record HubRecord(string Name, int Partitions, DateTimeOffset CreatedAt)
{
    private const string FileName = "hub.json";

    /// <summary>Reads the record of a folder, or writes one where there is none.</summary>
    /// <exception cref="HubStorageException">The file cannot be read or written.</exception>
    public static HubRecord ReadOrCreate(string directory, EventHubDefinition definition, DateTimeOffset now)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            if (File.Exists(path))
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(path), HubRecordJson.Default.HubRecord) ?? throw new JsonException("it is null");
            }

            var record = new HubRecord(definition.Name, definition.Partitions, now);
            DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, HubRecordJson.Default.HubRecord));
            return record;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HubStorageException($"'{path}' cannot be used: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HubRecord))]
internal sealed partial class HubRecordJson : JsonSerializerContext;
