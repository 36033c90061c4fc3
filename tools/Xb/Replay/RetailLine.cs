using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>One row of the Online Retail file: one line of an invoice.</summary>
/// <param name="Invoice">Invoice number; <c>C</c> in front marks a cancellation.</param>
/// <param name="StockCode">The product.</param>
/// <param name="Quantity">Pieces; negative for returns.</param>
/// <param name="At">Time of the invoice, UTC.</param>
/// <param name="UnitPrice">Sterling; negative for bad debts.</param>
/// <param name="Customer">Customer number; null for guests.</param>
/// <param name="Country">Country of residence; null when unknown.</param>
internal readonly record struct RetailLine(
    string Invoice, string StockCode, int Quantity, DateTimeOffset At, decimal UnitPrice, string? Customer, CountryCode? Country)
{
    /// <summary>Columns of the file, in the order that <see cref="TryRead"/> names them by.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["invoice_no", "stock_code", "quantity", "invoice_datetime", "unit_price_gbp", "customer_id", "country"];

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Reads the file's current row.</summary>
    /// <param name="file">At a row.</param>
    /// <param name="line">The row.</param>
    /// <param name="unreadable">Why it cannot be read.</param>
    public static bool TryRead(CsvFile file, out RetailLine line, out UnreadableRow? unreadable)
    {
        var fields = new FieldReader(file, Columns);
        line = new RetailLine(
            fields.Id(0),
            fields.Id(1),
            fields.Integer(2),
            ToUtc(fields.LocalTime(3)),
            fields.Decimal(4),
            fields.OptionalId(5),
            fields.Country(6));
        unreadable = fields.Problem is { } problem ? new UnreadableRow(file.Name, file.Line, problem, file.RawRow) : null;
        return unreadable is null;
    }

    // Not ConvertTimeToUtc: it throws for the hour that spring skips.
    private static DateTimeOffset ToUtc(DateTime local) =>
        local == default ? default : new DateTimeOffset(local, London.GetUtcOffset(local)).ToUniversalTime();
}
