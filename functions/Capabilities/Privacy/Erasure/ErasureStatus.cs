using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>How far one store, or a whole erasure, has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStatus>))]
public enum ErasureStatus
{
    /// <summary>Not done yet; it goes on by itself.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Nothing of the customer is there any more.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Left where it is until a time of its own, for a reason that is told.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,
}
