using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>A state of the catalogue: how far its log is written. Later states compare greater.</summary>
/// <param name="Generation">Number of the log, from 1; 0 for a catalogue without one.</param>
/// <param name="Position">Bytes of the log.</param>
public readonly record struct CatalogueVersion(int Generation, long Position) : IComparable<CatalogueVersion>
{
    /// <inheritdoc/>
    public int CompareTo(CatalogueVersion other) => (Generation, Position).CompareTo((other.Generation, other.Position));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out CatalogueVersion version)
    {
        version = default;
        if (text?.Split('-') is not [var generation, var position]
            || !int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return false;
        }

        version = new CatalogueVersion(number, bytes);
        return true;
    }

    /// <summary>Both numbers, apart by a dash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation}-{Position}");
}
