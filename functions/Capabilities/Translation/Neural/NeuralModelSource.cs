namespace XbFunctions.Capabilities.Translation;

/// <summary>A model that can be loaded.</summary>
/// <param name="From">Source language.</param>
/// <param name="To">Target language.</param>
/// <param name="Version">Follows from its files.</param>
/// <param name="FetchAsync">Brings its files to this machine: the folder, and whether it is a copy to be removed once loaded.</param>
internal sealed record NeuralModelSource(string From, string To, string Version, Func<CancellationToken, Task<(string Folder, bool IsCopy)>> FetchAsync);
