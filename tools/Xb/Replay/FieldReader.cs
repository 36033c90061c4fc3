using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>Reads the fields of one row and keeps the first problem.</summary>
/// <param name="file">The file, at its row.</param>
/// <param name="columns">Column names, for messages.</param>
internal ref struct FieldReader(CsvFile file, IReadOnlyList<string> columns)
{
    private const int ShownLength = 40;

    /// <summary>What is wrong with the row, or null.</summary>
    public string? Problem { get; private set; } = file.IsComplete ? null : file.ShapeProblem;

    /// <summary>An identifier.</summary>
    /// <param name="column">Index of the column.</param>
    public string Id(int column)
    {
        var text = Field(column);
        return IdText.IsValid(text) ? new string(text) : Wrong(column, $"an id of 1 to {IdText.MaxLength} characters", "");
    }

    /// <summary>An identifier, or null where the field is empty.</summary>
    /// <param name="column">Index of the column.</param>
    public string? OptionalId(int column) => Field(column).IsEmpty ? null : Id(column);

    /// <summary>A whole number.</summary>
    /// <param name="column">Index of the column.</param>
    public int Integer(int column) =>
        int.TryParse(Field(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : Wrong(column, "a whole number", 0);

    /// <summary>A decimal number.</summary>
    /// <param name="column">Index of the column.</param>
    public decimal Decimal(int column) =>
        decimal.TryParse(
            Field(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) < 1_000_000_000_000m
            ? value
            : Wrong(column, "a decimal number", 0m);

    /// <summary>A time without a zone.</summary>
    /// <param name="column">Index of the column.</param>
    public DateTime LocalTime(int column) =>
        DateTime.TryParseExact(Field(column), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : Wrong(column, "a time like 2011-05-31 14:05:00", default(DateTime));

    /// <summary>One of two digits, or null where the field is empty.</summary>
    /// <param name="column">Index of the column.</param>
    public bool? OptionalFlag(int column) => Field(column) switch
    {
        "" => null,
        "0" => false,
        "1" => true,
        _ => Wrong(column, "0, 1 or nothing", (bool?)null),
    };

    /// <summary>A country's name, or null where it names none.</summary>
    /// <param name="column">Index of the column.</param>
    public CountryCode? Country(int column) =>
        CountryNames.TryFind(Field(column), out var country) ? country : Wrong(column, "the name of a country", (CountryCode?)null);

    // A row of the wrong shape is not looked into any further.
    private readonly ReadOnlySpan<char> Field(int column) => file.IsComplete ? file.Field(column) : [];

    private T Wrong<T>(int column, string expected, T value)
    {
        var text = Field(column);
        var shown = text.Length > ShownLength ? $"{text[..ShownLength]}..." : new string(text);
        Problem ??= $"{columns[column]} is '{shown}', expected {expected}";
        return value;
    }
}
