using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The token of a payment instrument; never a card number. Personal.</summary>
[JsonConverter(typeof(TextIdConverter<InstrumentId>))]
public readonly record struct InstrumentId : ITextId<InstrumentId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public InstrumentId(string value) => _value = IdText.Checked(value, nameof(InstrumentId));

    private InstrumentId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out InstrumentId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new InstrumentId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
