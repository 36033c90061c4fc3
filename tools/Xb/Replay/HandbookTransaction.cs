using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>One row of the Fraud Detection Handbook's transactions.</summary>
/// <param name="Id">Transaction number.</param>
/// <param name="At">Time of the transaction, taken as UTC.</param>
/// <param name="Customer">Customer number.</param>
/// <param name="Terminal">Number of the merchant's terminal.</param>
/// <param name="Amount">Euros.</param>
/// <param name="IsFraud">The label; null where it is withheld.</param>
internal readonly record struct HandbookTransaction(
    string Id, DateTimeOffset At, string Customer, string Terminal, decimal Amount, bool? IsFraud)
{
    /// <summary>Columns of the file, in the order that <see cref="TryRead"/> names them by.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["transaction_id", "tx_datetime", "customer_id", "terminal_id", "tx_amount", "tx_fraud"];

    private static readonly CountryCode Market = CountryCode.Parse("BE");
    private static readonly CurrencyCode Euro = CurrencyCode.Parse("EUR");

    /// <summary>Reads the file's current row.</summary>
    /// <param name="file">At a row.</param>
    /// <param name="transaction">The row.</param>
    /// <param name="unreadable">Why it cannot be read.</param>
    public static bool TryRead(CsvFile file, out HandbookTransaction transaction, out UnreadableRow? unreadable)
    {
        var fields = new FieldReader(file, Columns);
        transaction = new HandbookTransaction(
            fields.Id(0),
            new DateTimeOffset(fields.LocalTime(1), TimeSpan.Zero),
            fields.Id(2),
            fields.Id(3),
            fields.Decimal(4),
            fields.OptionalFlag(5));
        unreadable = fields.Problem is { } problem ? new UnreadableRow(file.Name, file.Line, problem, file.RawRow) : null;
        return unreadable is null;
    }

    /// <summary>The transaction as a card payment in the country of the handbook's authors.</summary>
    public PaymentAuthorised ToPayment() => new(
        new PaymentId(Id),
        At,
        new CustomerId(Customer),
        new InstrumentId(Prefixed("card-", Customer)),
        "card",
        new SellerId(Prefixed("terminal-", Terminal)),
        Market,
        Amount,
        Euro);

    /// <summary>The news that the transaction was a fraud.</summary>
    /// <param name="knownAt">When it became known, UTC.</param>
    public PaymentLabelled ToLabel(DateTimeOffset knownAt) =>
        new(new PaymentId(Id), new CustomerId(Customer), knownAt, PaymentLabel.ConfirmedFraud, Source: "fraud-handbook");

    private static string Prefixed(string prefix, string id) =>
        prefix.Length + id.Length <= IdText.MaxLength ? prefix + id : prefix + id[..(IdText.MaxLength - prefix.Length)];
}
