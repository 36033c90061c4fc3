namespace XbFunctions.Capabilities.Translation;

/// <summary>A pair of texts that a network learns from.</summary>
/// <param name="Source">The source, with marks for what is kept.</param>
/// <param name="Target">The target, with the same marks.</param>
/// <param name="Language">Language of the target where the network is for several; null where it is for one.</param>
internal readonly record struct NeuralText(string Source, string Target, string? Language = null);
