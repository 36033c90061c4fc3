using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Inference;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FloatRowConverter)])]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ChampionDocument))]
[JsonSerializable(typeof(ChallengerDocument))]
internal sealed partial class ModelJson : JsonSerializerContext;
