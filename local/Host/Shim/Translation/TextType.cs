namespace Azure.AI.Translation.Text;

/// <summary>Kind of the texts.</summary>
/// <param name="value">As the service calls it.</param>
public readonly struct TextType(string value) : IEquatable<TextType>
{
    private readonly string _value = value;

    /// <summary>Text as it is.</summary>
    public static TextType Plain { get; } = new("plain");

    /// <summary>HTML: elements of class <c>notranslate</c> come back as they are.</summary>
    public static TextType Html { get; } = new("html");

    /// <summary>Whether two are the same kind.</summary>
    public static bool operator ==(TextType left, TextType right) => left.Equals(right);

    /// <summary>Whether two are different kinds.</summary>
    public static bool operator !=(TextType left, TextType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TextType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TextType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_value ?? "");

    /// <inheritdoc/>
    public override string ToString() => _value;
}
