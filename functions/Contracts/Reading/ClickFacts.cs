namespace XbFunctions.Contracts;

/// <summary>
/// What a clickstream event says, without allocation: texts are interned, and empty where the event has none. Read by
/// <see cref="ClickReader"/>.
/// </summary>
public readonly record struct ClickFacts
{
    /// <summary>Which event it is; members it does not have are default.</summary>
    public ClickKind Kind { get; init; }

    /// <summary>Unique id of the event.</summary>
    public string EventId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The signed-in customer; personal, may be empty.</summary>
    public string CustomerId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The visitor; personal, may be empty.</summary>
    public string AnonymousId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The visit; may be empty.</summary>
    public string SessionId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The device; personal, may be empty.</summary>
    public string DeviceId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The product.</summary>
    public string Sku
    {
        get => field ?? "";
        init;
    }

    /// <summary>The order.</summary>
    public string OrderId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The order's payment; may be empty.</summary>
    public string PaymentId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The recommendation call; may be empty.</summary>
    public string RecommendationId
    {
        get => field ?? "";
        init;
    }

    /// <summary>Where on the page or from where; may be empty.</summary>
    public string Source
    {
        get => field ?? "";
        init;
    }

    /// <summary>The text searched for.</summary>
    public string Query
    {
        get => field ?? "";
        init;
    }

    /// <summary>The storefront.</summary>
    public CountryCode Market { get; init; }

    /// <summary>The language shown; empty when unknown.</summary>
    public LanguageTag Language { get; init; }

    /// <summary>Event time in UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Products found; null when unknown.</summary>
    public int? ResultCount { get; init; }

    /// <summary>Place in a list, from 0; null when unknown.</summary>
    public int? Position { get; init; }

    /// <summary>Pieces.</summary>
    public int Quantity { get; init; }

    /// <summary>Says whether there is a unit price.</summary>
    public bool HasUnitPrice { get; init; }

    /// <summary>Price of one piece in major units.</summary>
    public decimal UnitPrice { get; init; }

    /// <summary>Says whether there is an amount.</summary>
    public bool HasAmount { get; init; }

    /// <summary>Amount in minor units of the currency, 0 to <see cref="Money.MaxMinor"/>.</summary>
    public long AmountMinor { get; init; }

    /// <summary>Currency of amount and prices; <c>XXX</c> when there is none.</summary>
    public CurrencyCode Currency { get; init; }

    /// <summary>Entries of the list of items or skus; 0 when it is missing.</summary>
    public int ItemLines { get; init; }

    /// <summary>Sum of the items' quantities.</summary>
    public int Units { get; init; }

    /// <summary>First byte of the list in the body, its bracket.</summary>
    public int ItemsOffset { get; init; }

    /// <summary>Bytes of the list with its brackets; 0 when it is missing.</summary>
    public int ItemsLength { get; init; }

    /// <summary>Walks the items of a cart or order; empty for the other kinds.</summary>
    /// <param name="body">The body these facts were read from.</param>
    /// <param name="ids">Makes the skus' strings.</param>
    /// <returns>An enumerator for <c>foreach</c> that allocates nothing.</returns>
    public PaymentItems Items(ReadOnlySpan<byte> body, IdInterner ids) =>
        new(Kind == ClickKind.RecommendationShown ? default : body.Slice(ItemsOffset, ItemsLength), ids);

    /// <summary>Walks the skus of <see cref="ClickKind.RecommendationShown"/>; empty for the other kinds.</summary>
    /// <param name="body">The body these facts were read from.</param>
    /// <param name="ids">Makes the skus' strings.</param>
    /// <returns>An enumerator for <c>foreach</c> that allocates nothing.</returns>
    public ShownSkus Skus(ReadOnlySpan<byte> body, IdInterner ids) =>
        new(Kind == ClickKind.RecommendationShown ? body.Slice(ItemsOffset, ItemsLength) : default, ids);
}
