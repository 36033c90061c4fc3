using System.Globalization;

namespace XbFunctions.Xb;

/// <summary>Sizes as people type them: a number and one of <c>B KiB MiB GiB TiB</c>.</summary>
internal static class ByteSizeText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a size.</summary>
    /// <param name="text">Such as <c>512MiB</c> or <c>1.5GiB</c>.</param>
    /// <param name="bytes">Zero or more.</param>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var unit = Array.FindLastIndex(Units, unit => text.EndsWith(unit, StringComparison.OrdinalIgnoreCase));
        if (unit < 0
            || !double.TryParse(text.AsSpan(0, text.Length - Units[unit].Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * Math.Pow(1024, unit) > Math.Pow(1024, 5))
        {
            return false;
        }

        bytes = (long)(number * Math.Pow(1024, unit));
        return true;
    }

    /// <summary>Writes a size in its largest fitting unit.</summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Of(long bytes)
    {
        var unit = 0;
        double number = bytes;
        for (; number >= 1024 && unit < Units.Length - 1; unit++)
        {
            number /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {Units[unit]}");
    }
}
