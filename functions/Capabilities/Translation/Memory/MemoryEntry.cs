namespace XbFunctions.Capabilities.Translation;

/// <summary>A translation that was made before.</summary>
/// <param name="Source">The source text.</param>
/// <param name="Text">The translation.</param>
/// <param name="Engine">Who made it.</param>
/// <param name="Score">Its quality.</param>
/// <param name="Issues">What the checks found.</param>
public sealed record MemoryEntry(string Source, string Text, string Engine, double Score, IReadOnlyList<string> Issues);
