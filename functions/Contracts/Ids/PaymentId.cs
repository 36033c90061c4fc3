using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The acquirer's payment id: unique and stable across redeliveries. Not personal.</summary>
[JsonConverter(typeof(TextIdConverter<PaymentId>))]
public readonly record struct PaymentId : ITextId<PaymentId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public PaymentId(string value) => _value = IdText.Checked(value, nameof(PaymentId));

    private PaymentId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out PaymentId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new PaymentId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
