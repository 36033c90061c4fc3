using System.Globalization;

namespace XbFunctions.Xb.Evaluate.Translation;

/// <summary>What was measured of a shipped model.</summary>
/// <param name="Titles">On titles that were held out.</param>
/// <param name="Sentences">On sentences that were held out.</param>
internal sealed record ShippedFigures(ShippedFigures.Part Titles, ShippedFigures.Part Sentences)
{
    /// <summary>Figures of one part.</summary>
    /// <param name="Bleu">BLEU-4, lowercased, 0 to 100.</param>
    /// <param name="Chrf">chrF2, 0 to 100.</param>
    /// <param name="Exact">Share that is right as a whole, in percent.</param>
    internal readonly record struct Part(double Bleu, double Chrf, double Exact);

    /// <summary>A line below <see cref="ShippedQuality.Header"/>.</summary>
    /// <param name="name">Of what.</param>
    public string Line(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-20}{Titles.Bleu,6:0.0} {Titles.Chrf,6:0.0} {Titles.Exact,5:0} %            {Sentences.Bleu,6:0.0} {Sentences.Chrf,6:0.0} {Sentences.Exact,5:0} %");
}
