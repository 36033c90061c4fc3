using System.IO.Hashing;
using System.Text;

namespace XbFunctions.State;

/// <summary>A text of an event that is sent, in UTF-8 as the wire has it: an event that a batch makes of its own bytes needs no string. Empty by default.</summary>
/// <param name="utf8">The text; not copied.</param>
public readonly struct EventText(ReadOnlyMemory<byte> utf8) : IEquatable<EventText>
{
    /// <summary>The text in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8.Span;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => utf8.IsEmpty;

    /// <summary>Encodes a string.</summary>
    /// <param name="text">The string; null is empty.</param>
    public static implicit operator EventText(string? text) => FromString(text);

    /// <summary>Whether two texts are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(EventText left, EventText right) => left.Equals(right);

    /// <summary>Whether two texts differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(EventText left, EventText right) => !left.Equals(right);

    /// <summary>Encodes a string.</summary>
    /// <param name="text">The string; null is empty.</param>
    public static EventText FromString(string? text) => new(Encoding.UTF8.GetBytes(text ?? string.Empty));

    /// <inheritdoc/>
    public bool Equals(EventText other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)XxHash3.HashToUInt64(Utf8);

    /// <summary>Decodes the text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
