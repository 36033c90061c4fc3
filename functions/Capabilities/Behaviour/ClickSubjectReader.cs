using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Turns a parsed click into what the state sees. Thread-safe.</summary>
/// <param name="key">Key of the pseudonyms.</param>
/// <param name="rates">Rates to euros, by date.</param>
/// <param name="attributes">The catalogue.</param>
/// <param name="keys">The key and those of before, from which people are carried over; null for none.</param>
public sealed class ClickSubjectReader(PseudonymKey key, ReferenceRates rates, IItemAttributes attributes, PseudonymKeys? keys = null)
{
    /// <summary>Keys of before, newest first.</summary>
    internal IReadOnlyList<PseudonymKey> Previous { get; } = keys?.Previous ?? [];

    /// <summary>Pseudonyms under which a customer may be known, that of now first.</summary>
    /// <param name="customerId">The raw id, or the pseudonym's text.</param>
    public IEnumerable<Pseudonym> CustomersOf(string customerId) => Pseudonym.TryParse(customerId, out var known)
        ? [known]
        : Previous.Select(one => one.Of(PseudonymKind.Customer, customerId)).Prepend(key.Of(PseudonymKind.Customer, customerId));

    /// <summary>The visitor of a click under a key of before.</summary>
    internal static Pseudonym VisitorOf(in ClickFacts facts, PseudonymKey previous) => facts.CustomerId.Length > 0
        ? previous.Of(PseudonymKind.Customer, facts.CustomerId)
        : previous.Of(PseudonymKind.Anonymous, facts.AnonymousId);

    /// <summary>Pseudonym of a customer.</summary>
    /// <param name="customerId">The raw id, or the pseudonym's text.</param>
    public Pseudonym Customer(string customerId) =>
        Pseudonym.TryParse(customerId, out var known) ? known : key.Of(PseudonymKind.Customer, customerId);

    internal void Read(in ClickFacts facts, ReadOnlySpan<byte> body, IdInterner ids, DateTimeOffset arrival, Click click)
    {
        click.Kind = facts.Kind;
        click.IsCustomer = facts.CustomerId.Length > 0;
        click.Visitor = click.IsCustomer ? key.Of(PseudonymKind.Customer, facts.CustomerId) : key.Of(PseudonymKind.Anonymous, facts.AnonymousId);
        click.AtMs = facts.OccurredAt.ToUnixTimeMilliseconds();
        click.ArrivalMs = arrival.ToUnixTimeMilliseconds();
        click.Market = facts.Market;
        click.Language = facts.Language.Value;
        click.Query = facts.Kind == ClickKind.SearchPerformed ? SearchText.Of(facts.Query) : "";
        click.FoundNothing = facts.ResultCount == 0;
        click.AmountEuros = 0;
        if (facts.Kind == ClickKind.OrderCompleted && facts.HasAmount)
        {
            rates.TryToBase(facts.AmountMinor, facts.Currency, facts.OccurredAt, out var amount, out _);
            click.AmountEuros = amount;
        }

        ReadList(facts, body, ids, click);
        click.Items.Clear();
        if (facts.Sku.Length > 0)
        {
            Add(click, facts.Sku, Math.Max(1, facts.Quantity), facts.HasUnitPrice ? facts.UnitPrice : 0, facts);
        }

        // What is only shown or merely paid for says nothing new of interest.
        if (facts.Kind == ClickKind.OrderCompleted)
        {
            foreach (var item in facts.Items(body, ids))
            {
                Add(click, item.Sku, item.Quantity, item.UnitPrice, facts);
            }
        }
    }

    private static void ReadList(in ClickFacts facts, ReadOnlySpan<byte> body, IdInterner ids, Click click)
    {
        var isOfList = facts.Kind is ClickKind.RecommendationShown or ClickKind.RecommendationClicked;
        click.Source = isOfList ? facts.Source : "";
        click.Position = isOfList ? Math.Min(facts.Position ?? -1, EventLimits.Items) : -1;
        click.List = isOfList && facts.RecommendationId.Length > 0 ? TextTable.KeyOf(facts.RecommendationId) : 0;
        click.Shown.Clear();
        foreach (var sku in facts.Skus(body, ids))
        {
            click.Shown.Add(TextTable.KeyOf(sku));
        }
    }

    /// <summary>Tells the visitor's partition that the visitor has signed in, without naming either.</summary>
    internal VisitorLinked LinkOf(in ClickFacts facts) => LinkOf(facts, key, $"{facts.EventId}:linked");

    /// <summary>The same for a visitor who is known under a key of before.</summary>
    internal VisitorLinked LinkOf(in ClickFacts facts, PseudonymKey visitors, string linkId) => new(
        linkId,
        facts.OccurredAt,
        visitors.Of(PseudonymKind.Anonymous, facts.AnonymousId),
        key.Of(PseudonymKind.Customer, facts.CustomerId),
        PartitionPlacement.TwinOf(facts.AnonymousId),
        PartitionPlacement.TwinOf(facts.CustomerId));

    private void Add(Click click, string sku, int quantity, decimal unitPrice, in ClickFacts facts)
    {
        _ = attributes.TryGet(sku, facts.Market, out var known);
        var price = known.PriceEuros;
        if (unitPrice > 0 && unitPrice < EventLimits.UnitPriceMillionths / 1_000_000)
        {
            // Four digits more than cents: exact enough for a price band.
            var scale = (decimal)Math.Pow(10, facts.Currency.MinorDigits);
            rates.TryToBase((long)(unitPrice * scale), facts.Currency, facts.OccurredAt, out price, out _);
        }

        click.Items.Add(new ClickItem(sku, quantity, price, known.Category ?? "", known.Brand ?? ""));
    }
}
