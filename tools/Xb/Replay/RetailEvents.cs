using System.Runtime.InteropServices;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Replay;

/// <summary>
/// Makes events of invoices. An invoice is one payment in sterling on the market GB; a cancellation is a return of the customer's latest
/// earlier invoices that hold its stock codes. Nothing is corrected: what cannot be a payment is dead-lettered by the pipeline.
/// </summary>
internal sealed class RetailEvents
{
    private const string Method = "other";
    private static readonly SellerId Seller = new("online-retail");
    private static readonly CountryCode Market = CountryCode.Parse("GB");
    private static readonly CurrencyCode Sterling = CurrencyCode.Parse("GBP");

    private readonly Dictionary<(string Customer, string StockCode), string> _latest = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The events of one invoice.</summary>
    /// <param name="lines">Its lines, at least one.</param>
    public IEnumerable<ReplayEvent> Of(IReadOnlyList<RetailLine> lines) =>
        lines[0].Invoice.StartsWith('C') ? Cancellation(lines) : [Payment(lines)];

    private ReplayEvent Payment(IReadOnlyList<RetailLine> lines)
    {
        var first = lines[0];
        var customer = CustomerOf(first);
        foreach (var line in lines)
        {
            _latest[(customer, Shared(line.StockCode))] = first.Invoice;
        }

        var payment = new PaymentAuthorised(
            new PaymentId(first.Invoice),
            first.At,
            new CustomerId(customer),
            new InstrumentId($"account-{Bounded(customer)}"),
            Method,
            Seller,
            Market,
            Sum(lines),
            Sterling,
            ShippingCountry: first.Country,
            Items: [.. lines.Select(line => new LineItem(new Sku(line.StockCode), line.Quantity, line.UnitPrice))]);
        return ReplayEvent.Of(payment, lines.Count);
    }

    private IEnumerable<ReplayEvent> Cancellation(IReadOnlyList<RetailLine> lines)
    {
        var first = lines[0];
        var customer = CustomerOf(first);
        foreach (var returned in lines.GroupBy(line => _latest.GetValueOrDefault((customer, line.StockCode), line.Invoice)))
        {
            List<RetailLine> part = [.. returned];
            var label = new PaymentLabelled(
                new PaymentId(returned.Key),
                new CustomerId(customer),
                first.At,
                PaymentLabel.Returned,
                -Sum(part),
                Sterling,
                Seller.Value);

            // An invoice may be returned in parts: the cancellation belongs into the event's id.
            yield return ReplayEvent.Of(label, part.Count, $"{first.Invoice}:{label.EventId}");
        }
    }

    private static decimal Sum(IReadOnlyList<RetailLine> lines) =>
        Math.Round(lines.Sum(line => line.Quantity * line.UnitPrice), 2, MidpointRounding.AwayFromZero);

    private string CustomerOf(in RetailLine line) => Shared(line.Customer ?? $"guest-{Bounded(line.Invoice)}");

    private static string Bounded(string id) => id.Length > IdText.MaxLength / 2 ? id[..(IdText.MaxLength / 2)] : id;

    // Rows repeat a few thousand codes and customers; one string each keeps the memory flat.
    private string Shared(string text)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out _);
        return known ??= text;
    }
}
