using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>A delivery address: a stable id of the producer's, or a hash of the normalised address; never the address itself. Personal.</summary>
[JsonConverter(typeof(TextIdConverter<ShippingAddressId>))]
public readonly record struct ShippingAddressId : ITextId<ShippingAddressId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public ShippingAddressId(string value) => _value = IdText.Checked(value, nameof(ShippingAddressId));

    private ShippingAddressId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out ShippingAddressId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new ShippingAddressId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
