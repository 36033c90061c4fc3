using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The platform's customer id. Personal: leaves the process only as a <see cref="Pseudonym"/>.</summary>
[JsonConverter(typeof(TextIdConverter<CustomerId>))]
public readonly record struct CustomerId : ITextId<CustomerId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public CustomerId(string value) => _value = IdText.Checked(value, nameof(CustomerId));

    private CustomerId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out CustomerId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new CustomerId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
