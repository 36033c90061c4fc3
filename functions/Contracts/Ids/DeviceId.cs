using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>The fingerprint of a device. Personal.</summary>
[JsonConverter(typeof(TextIdConverter<DeviceId>))]
public readonly record struct DeviceId : ITextId<DeviceId>
{
    private readonly string? _value;

    /// <summary>Takes a text that is known to keep the rules of <see cref="IdText"/>.</summary>
    /// <param name="value">1 to <see cref="IdText.MaxLength"/> characters, no control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> breaks the rules.</exception>
    public DeviceId(string value) => _value = IdText.Checked(value, nameof(DeviceId));

    private DeviceId(string value, bool _) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static bool TryCreate(string? text, out DeviceId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new DeviceId(text!, true) : default;
        return valid;
    }

    /// <summary>The text itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
