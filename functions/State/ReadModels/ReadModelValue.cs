namespace XbFunctions.State;

/// <summary>The value of one column. The default is an absent text.</summary>
public readonly record struct ReadModelValue
{
    private readonly long _bits;

    private ReadModelValue(ReadModelColumnType type, long bits, string? text) => (Type, _bits, AsText) = (type, bits, text);

    /// <summary>What it is.</summary>
    public ReadModelColumnType Type { get => field == 0 ? ReadModelColumnType.Text : field; }

    /// <summary>The text; null when it is absent or something else.</summary>
    public string? AsText { get; }

    internal long Bits => _bits;

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ReadModelValue(long value) => From(value);

    /// <summary>A number; NaN is absent.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ReadModelValue(double value) => From(value);

    /// <summary>A text; null is absent.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator ReadModelValue(string? value) => From(value);

    /// <summary>A time; the default is absent.</summary>
    /// <param name="value">The time.</param>
    public static implicit operator ReadModelValue(DateTimeOffset value) => From(value);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static ReadModelValue From(long value) => new(ReadModelColumnType.Whole, value, null);

    /// <summary>A number; NaN is absent.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static ReadModelValue From(double value) => new(ReadModelColumnType.Number, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text; null is absent.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The value.</returns>
    public static ReadModelValue From(string? value) => new(ReadModelColumnType.Text, 0, value);

    /// <summary>A time; the default is absent.</summary>
    /// <param name="value">The time.</param>
    /// <returns>The value, in whole milliseconds.</returns>
    public static ReadModelValue From(DateTimeOffset value) => new(
        ReadModelColumnType.Time, value == default ? long.MinValue : value.ToUnixTimeMilliseconds(), null);

    /// <summary>What the table stores; null when the value is absent.</summary>
    internal object? ToProperty() => Type switch
    {
        ReadModelColumnType.Whole => _bits,
        ReadModelColumnType.Number => BitConverter.Int64BitsToDouble(_bits) is var number && double.IsNaN(number) ? null : number,
        ReadModelColumnType.Time => _bits == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_bits),
        _ => AsText,
    };

    internal static ReadModelValue OfBits(ReadModelColumnType type, long bits) => new(type, bits, null);
}
