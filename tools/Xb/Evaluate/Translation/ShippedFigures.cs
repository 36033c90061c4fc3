using System.Globalization;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary>What was measured of a shipped model.</summary>
/// <param name="Titles">On titles that were held out.</param>
/// <param name="Sentences">On sentences that were held out of the generated corpus.</param>
/// <param name="Composed">On composed sentences that were held out; null where there are none in the language.</param>
/// <param name="AllSentences">On both kinds of sentences.</param>
internal sealed record ShippedFigures(
    ShippedFigures.Part Titles, ShippedFigures.Part Sentences, ShippedFigures.Part? Composed, ShippedFigures.Part AllSentences)
{
    /// <summary>Figures of one part.</summary>
    /// <param name="Bleu">BLEU-4, lowercased, 0 to 100.</param>
    /// <param name="Chrf">chrF2, 0 to 100.</param>
    /// <param name="Exact">Share that is right as a whole, in percent.</param>
    internal readonly record struct Part(double Bleu, double Chrf, double Exact);

    /// <summary>A line below <see cref="ShippedQuality.Header"/>.</summary>
    /// <param name="name">Of what.</param>
    public string Line(string name) => $"{name,-20}{Text(Titles)}            {Text(Sentences)}{(Composed is { } composed ? "            " + Text(composed) : string.Empty)}";

    private static string Text(Part part) => string.Create(CultureInfo.InvariantCulture, $"{part.Bleu,6:0.0} {part.Chrf,6:0.0} {part.Exact,5:0} %");
}
