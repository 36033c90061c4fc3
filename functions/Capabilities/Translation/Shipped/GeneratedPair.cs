namespace XbFunctions.Capabilities.Translation;

/// <summary>A pair of the generated corpus.</summary>
/// <param name="Source">Text of the source language; slots are marks.</param>
/// <param name="Target">The same in the target language.</param>
/// <param name="Part">What it is for.</param>
internal readonly record struct GeneratedPair(string Source, string Target, GeneratedPart Part);
