using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Translation;

/// <summary>Reads and writes <see cref="NetworkManifest"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NetworkManifest))]
internal sealed partial class NetworkManifestJson : JsonSerializerContext;
