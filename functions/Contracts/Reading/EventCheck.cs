namespace XbFunctions.Contracts;

/// <summary>Checks the values of a record, such as one that a producer is about to send.</summary>
public static class EventCheck
{
    /// <summary>Checks an inbound event.</summary>
    /// <param name="xbEvent">The event.</param>
    /// <returns>The first refusal, or the default; events that go out of the pipeline are not looked at.</returns>
    public static EventRefusal Check(IXbEvent xbEvent)
    {
        ArgumentNullException.ThrowIfNull(xbEvent);
        return First(xbEvent switch
        {
            PaymentAuthorised payment => Payment(payment),
            PaymentLabelled label =>
            [
                Id("paymentId", label.PaymentId.Value), Id("customerId", label.CustomerId.Value), OptionalId("source", label.Source),
                Currency(label.Currency, needed: label.Amount is not null), Amount(label.Amount, label.Currency),
            ],
            IClickEvent click => [.. Click(click), .. OwnMembers(click)],
            _ => [],
        });
    }

    private static IEnumerable<EventRefusal> Payment(PaymentAuthorised payment) =>
    [
        Id("paymentId", payment.PaymentId.Value), Id("customerId", payment.CustomerId.Value), Id("instrumentId", payment.InstrumentId.Value),
        Id("method", payment.Method), Id("sellerId", payment.SellerId.Value), Market(payment.Market),
        Currency(payment.Currency, needed: true), Amount(payment.Amount, payment.Currency), .. Items(payment.Items),
    ];

    private static IEnumerable<EventRefusal> Click(IClickEvent click) =>
    [
        Id("eventId", click.EventId), Market(click.Market),
        click.CustomerId is null && click.AnonymousId is null ? new EventRefusal(EventRefusalReason.MissingMember, "customerId") : default,
    ];

    private static IEnumerable<EventRefusal> OwnMembers(IClickEvent click) => click switch
    {
        ProductViewed view =>
            [.. Price(view.Sku, view.UnitPrice, view.Currency), OptionalId("source", view.Source), Count("position", view.Position)],
        SearchPerformed search => [Query(search.Query), Count("resultCount", search.ResultCount)],
        CartAdded added =>
            [.. Price(added.Sku, added.UnitPrice, added.Currency), Quantity("quantity", added.Quantity), OptionalId("source", added.Source)],
        CartRemoved removed => [.. Price(removed.Sku, removed.UnitPrice, removed.Currency), Quantity("quantity", removed.Quantity)],
        CheckoutStarted checkout =>
        [
            Currency(checkout.Currency, needed: checkout.Amount is not null || checkout.Items is not null),
            Amount(checkout.Amount, checkout.Currency), .. Items(checkout.Items),
        ],
        OrderCompleted order =>
        [
            Id("orderId", order.OrderId.Value), Currency(order.Currency, needed: true), Amount(order.Amount, order.Currency),
            .. Items(order.Items),
        ],
        RecommendationShown shown =>
        [
            Id("source", shown.Source), OptionalId("recommendationId", shown.RecommendationId),
            shown.Skus.Count > EventLimits.Items ? new EventRefusal(EventRefusalReason.TooManyItems, "skus") : default,
            .. shown.Skus.Select(static sku => Id("skus[]", sku.Value)),
        ],
        RecommendationClicked clicked =>
        [
            Id("sku", clicked.Sku.Value), Id("source", clicked.Source), OptionalId("recommendationId", clicked.RecommendationId),
            Count("position", clicked.Position),
        ],
        CustomerIdentified identified => [Id("customerId", identified.CustomerId.Value), Id("anonymousId", identified.AnonymousId.Value)],
        _ => [],
    };

    private static IEnumerable<EventRefusal> Price(Sku sku, decimal? unitPrice, CurrencyCode? currency) =>
        [Id("sku", sku.Value), Currency(currency, needed: unitPrice is not null), UnitPrice("unitPrice", unitPrice)];

    private static IEnumerable<EventRefusal> Items(IReadOnlyList<LineItem>? items)
    {
        if (items?.Count > EventLimits.Items)
        {
            return [new EventRefusal(EventRefusalReason.TooManyItems, "items")];
        }

        // The serializer lets a null into a list whatever its element type says.
        return (items ?? []).SelectMany(static IEnumerable<EventRefusal> (item) => (LineItem?)item is null
            ? [new EventRefusal(EventRefusalReason.WrongType, "items[]")]
            : [Id("items[].sku", item.Sku.Value), Quantity("items[].quantity", item.Quantity), UnitPrice("items[].unitPrice", item.UnitPrice)]);
    }

    private static EventRefusal Id(string member, string value) =>
        IdText.IsValid(value) ? default : new EventRefusal(EventRefusalReason.BadIdentifier, member);

    private static EventRefusal OptionalId(string member, string? value) => value is null ? default : Id(member, value);

    private static EventRefusal Query(string query) =>
        query.Length is 0 or > EventLimits.QueryLength || IdText.HasControl(query)
            ? new EventRefusal(EventRefusalReason.BadText, "query")
            : default;

    private static EventRefusal Market(CountryCode market) =>
        market.IsUnknown ? new EventRefusal(EventRefusalReason.UnknownCountry, "market") : default;

    private static EventRefusal Currency(CurrencyCode? currency, bool needed) => currency switch
    {
        null => needed ? new EventRefusal(EventRefusalReason.MissingMember, "currency") : default,
        { IsNone: true } => new EventRefusal(EventRefusalReason.UnknownCurrency, "currency"),
        _ => default,
    };

    private static EventRefusal Amount(decimal? amount, CurrencyCode? currency)
    {
        if (amount is not { } value || currency is not { } code)
        {
            return default;
        }

        var reason = value < 0 ? EventRefusalReason.NegativeAmount : Money.Convert(value, code, out _);
        return reason == EventRefusalReason.None ? default : new EventRefusal(reason, "amount");
    }

    private static EventRefusal UnitPrice(string member, decimal? price) => price switch
    {
        null => default,
        < 0 => new EventRefusal(EventRefusalReason.NegativeAmount, member),
        { } value when decimal.Round(value, EventLimits.UnitPriceDecimals) != value => new EventRefusal(EventRefusalReason.TooManyDecimals, member),
        > EventLimits.UnitPriceMillionths / 1_000_000 => new EventRefusal(EventRefusalReason.AmountTooLarge, member),
        _ => default,
    };

    private static EventRefusal Quantity(string member, int quantity) =>
        quantity is < 1 or > EventLimits.Quantity ? new EventRefusal(EventRefusalReason.NumberOutOfRange, member) : default;

    private static EventRefusal Count(string member, int? count) =>
        count is < 0 or > EventLimits.Count ? new EventRefusal(EventRefusalReason.NumberOutOfRange, member) : default;

    private static EventRefusal First(IEnumerable<EventRefusal> refusals) => refusals.FirstOrDefault(static refusal => refusal.IsRefused);
}
