using System.Globalization;

namespace XbFunctions.Xb.Simulation;

/// <summary>Sizes written with symbols that are the same in every language.</summary>
internal static class ProductSizes
{
    private static readonly string[] Alpha = ["XS", "S", "M", "L", "XL", "XXL"];

    /// <summary>Draws a size of the given kind; an empty text for a kind without sizes.</summary>
    public static string Draw(string kind, RandomStream random) => kind switch
    {
        "ml" => Numbered([30, 50, 75, 100, 250, 330, 500, 750, 1000], "ml", random),
        "cm" => Numbered([18, 20, 24, 28, 30, 40, 45, 50, 60, 80, 100, 120, 180], "cm", random),
        "mm" => Numbered([14, 16, 18, 36, 38, 40, 42, 44], "mm", random),
        "m" => Numbered([10, 15, 20, 25, 30, 50], "m", random),
        "gb" => Numbered([64, 128, 256, 512, 1024], "GB", random),
        "inch" => Numbered([24, 27, 28, 30, 31, 32, 34, 36], "\u2033", random),
        "watt" => Numbered([10, 18, 20, 30, 45, 65, 100], "W", random),
        "eu" => Numbered([36, 37, 38, 39, 40, 41, 42, 43, 44, 45], "EU", random),
        "pieces" => string.Create(CultureInfo.InvariantCulture, $"\u00d7{random.Pick<int>([60, 100, 200, 500, 1000])}"),
        "alpha" => random.Pick<string>(Alpha),
        _ => "",
    };

    private static string Numbered(ReadOnlySpan<int> numbers, string unit, RandomStream random) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Pick(numbers)} {unit}");
}
