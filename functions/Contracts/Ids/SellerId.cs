using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The marketplace seller whose goods are paid for. Not personal.</summary>
[JsonConverter(typeof(TextIdConverter<SellerId>))]
public readonly record struct SellerId : ITextId<SellerId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public SellerId(string value) => _value = IdText.Checked(value, nameof(SellerId));

    private SellerId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out SellerId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new SellerId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
