namespace XbFunctions.Xb.Bench;

/// <summary>One engine at one length and size of batch.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Words">Words of a sentence, about.</param>
/// <param name="Batch">Sentences given at once.</param>
/// <param name="Translated">Share of the sentences that it translated.</param>
/// <param name="Rate">Sentences a second.</param>
internal sealed record TranslateBenchRow(string Engine, int Words, int Batch, double Translated, double Rate);
