namespace XbFunctions.Capabilities.Translation;

/// <summary>A part of a text that no engine may change.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Source">As it stands in the source.</param>
/// <param name="Target">As it must stand in the target: the same, or the target term of the glossary.</param>
public sealed record ProtectedToken(ProtectedKind Kind, string Source, string Target);
