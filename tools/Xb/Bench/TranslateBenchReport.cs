namespace XbFunctions.Xb.Bench;

/// <summary>What was measured.</summary>
/// <param name="Pair">The languages.</param>
/// <param name="Rows">Engines by themselves, without memory and checks.</param>
/// <param name="TitlesPerSecond">Short titles through the whole pipeline, none of them in the memory.</param>
/// <param name="HitsPerSecond">Texts of the memory, one at a time.</param>
/// <param name="CachedP50">Half of the answers from the memory came within so many ms.</param>
/// <param name="CachedP99">99 % of them.</param>
/// <param name="TenP99">99 % of the answers to ten new titles came within so many ms.</param>
internal sealed record TranslateBenchReport(
    string Pair, IReadOnlyList<TranslateBenchRow> Rows, double TitlesPerSecond, double HitsPerSecond, double CachedP50, double CachedP99, double TenP99);
