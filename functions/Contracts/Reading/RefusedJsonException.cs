using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Carries a refusal's reason out of a JSON converter; the serializer adds the path.</summary>
internal sealed class RefusedJsonException(EventRefusalReason reason) : JsonException
{
    /// <summary>Why the value was refused.</summary>
    public EventRefusalReason Reason => reason;
}
