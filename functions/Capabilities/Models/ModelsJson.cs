using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Models;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelsAnswer))]
internal sealed partial class ModelsJson : JsonSerializerContext;
