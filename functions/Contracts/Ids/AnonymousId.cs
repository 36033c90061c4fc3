using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The id of a visitor who has not signed in (first-party cookie). Personal, like <see cref="CustomerId"/>.</summary>
[JsonConverter(typeof(TextIdConverter<AnonymousId>))]
public readonly record struct AnonymousId : ITextId<AnonymousId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public AnonymousId(string value) => _value = IdText.Checked(value, nameof(AnonymousId));

    private AnonymousId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out AnonymousId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new AnonymousId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
