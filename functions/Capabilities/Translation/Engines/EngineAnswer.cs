namespace XbFunctions.Capabilities.Translation;

/// <summary>What an engine made of a text. The default says that it cannot translate it.</summary>
/// <param name="Text">The translation with the marks; null where the engine does not know enough of the words.</param>
/// <param name="Quality">How far the engine trusts it, 0 to 1.</param>
public readonly record struct EngineAnswer(string? Text, double Quality);
