using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The id of one visit, given by the storefront.</summary>
[JsonConverter(typeof(TextIdConverter<SessionId>))]
public readonly record struct SessionId : ITextId<SessionId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public SessionId(string value) => _value = IdText.Checked(value, nameof(SessionId));

    private SessionId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out SessionId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new SessionId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
