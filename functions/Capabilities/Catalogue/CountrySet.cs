using System.Collections.Immutable;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>A set of countries that is asked in one bit test. The default is empty. Immutable.</summary>
public readonly struct CountrySet : IEquatable<CountrySet>
{
    private const int Words = 16;

    private readonly ulong[]? _bits;

    /// <summary>Makes a set.</summary>
    /// <param name="countries">Its members.</param>
    public CountrySet(IReadOnlyCollection<CountryCode> countries)
    {
        Members = [.. countries.DistinctBy(static country => country.Packed).OrderBy(static country => country.Packed)];
        if (Members.Length > 0)
        {
            _bits = new ulong[Words];
            foreach (var country in Members)
            {
                _bits[country.Packed >> 6] |= 1UL << (country.Packed & 63);
            }
        }
    }

    /// <summary>The members, in a fixed order; default where there is none.</summary>
    public ImmutableArray<CountryCode> Members { get; }

    /// <summary>Whether the set has no member.</summary>
    public bool IsEmpty => _bits is null;

    /// <summary>Whether a country is a member.</summary>
    /// <param name="country">The country.</param>
    public bool Contains(CountryCode country) => _bits is { } bits && (bits[country.Packed >> 6] & (1UL << (country.Packed & 63))) != 0;

    /// <inheritdoc/>
    public bool Equals(CountrySet other) => IsEmpty ? other.IsEmpty : !other.IsEmpty && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CountrySet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _bits ?? [])
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>Same members.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(CountrySet left, CountrySet right) => left.Equals(right);

    /// <summary>Other members.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(CountrySet left, CountrySet right) => !left.Equals(right);
}
