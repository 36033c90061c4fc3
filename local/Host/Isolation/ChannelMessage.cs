using System.Text.Json.Serialization;

namespace XbFunctions.Host;

/// <summary>What a supervisor and a function process tell each other, one JSON line each.</summary>
[JsonDerivedType(typeof(BeginMessage), "begin")]
[JsonDerivedType(typeof(ReadyMessage), "ready")]
[JsonDerivedType(typeof(ProgressMessage), "progress")]
[JsonDerivedType(typeof(LogMessage), "log")]
[JsonDerivedType(typeof(DrainMessage), "drain")]
[JsonDerivedType(typeof(OthersMessage), "others")]
[JsonDerivedType(typeof(StopMessage), "stop")]
internal abstract record ChannelMessage;
