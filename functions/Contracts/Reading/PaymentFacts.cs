namespace XbFunctions.Contracts;

/// <summary>
/// What a payment event says, without allocation: texts are interned, and empty where the event has none. Read by
/// <see cref="PaymentReader"/>.
/// </summary>
public readonly record struct PaymentFacts
{
    /// <summary>Which event it is; the other kind's members are default.</summary>
    public PaymentKind Kind { get; init; }

    /// <summary>Unique id of the payment.</summary>
    public string PaymentId
    {
        get => field ?? "";
        init;
    }

    /// <summary>Who pays; personal.</summary>
    public string CustomerId
    {
        get => field ?? "";
        init;
    }

    /// <summary>Token of the instrument; personal. Authorised only.</summary>
    public string InstrumentId
    {
        get => field ?? "";
        init;
    }

    /// <summary>Kind of instrument. Authorised only.</summary>
    public string Method
    {
        get => field ?? "";
        init;
    }

    /// <summary>Whose goods are paid for. Authorised only.</summary>
    public string SellerId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The device; personal. Authorised only, may be empty.</summary>
    public string DeviceId
    {
        get => field ?? "";
        init;
    }

    /// <summary>The delivery address; personal. Authorised only, may be empty.</summary>
    public string ShippingAddressId
    {
        get => field ?? "";
        init;
    }

    /// <summary>Who says the label. Labelled only, may be empty.</summary>
    public string Source
    {
        get => field ?? "";
        init;
    }

    /// <summary>The storefront; <c>ZZ</c> for labels.</summary>
    public CountryCode Market { get; init; }

    /// <summary>Country of the billing address; <c>ZZ</c> when unknown.</summary>
    public CountryCode Billing { get; init; }

    /// <summary>Country of delivery; <c>ZZ</c> when unknown.</summary>
    public CountryCode Shipping { get; init; }

    /// <summary>Country of the network address; <c>ZZ</c> when unknown.</summary>
    public CountryCode Ip { get; init; }

    /// <summary>Country of the instrument's issuer; <c>ZZ</c> when unknown.</summary>
    public CountryCode Issuer { get; init; }

    /// <summary>Says whether there is an amount; always so for authorised payments.</summary>
    public bool HasAmount { get; init; }

    /// <summary>Amount in minor units of the currency, 0 to <see cref="Money.MaxMinor"/>.</summary>
    public long AmountMinor { get; init; }

    /// <summary>The currency; <c>XXX</c> when a label has none.</summary>
    public CurrencyCode Currency { get; init; }

    /// <summary>The language of the checkout; empty when unknown.</summary>
    public LanguageTag Language { get; init; }

    /// <summary>Event time in UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The outcome. Labelled only.</summary>
    public PaymentLabel Label { get; init; }

    /// <summary>Lines of the item list; 0 when it is missing.</summary>
    public int ItemLines { get; init; }

    /// <summary>Sum of the lines' quantities.</summary>
    public int Units { get; init; }

    /// <summary>First byte of the item list in the body, its bracket.</summary>
    public int ItemsOffset { get; init; }

    /// <summary>Bytes of the item list with its brackets; 0 when it is missing.</summary>
    public int ItemsLength { get; init; }

    /// <summary>Walks the item list.</summary>
    /// <param name="body">The body these facts were read from.</param>
    /// <param name="ids">Makes the skus' strings.</param>
    /// <returns>An enumerator for <c>foreach</c> that allocates nothing.</returns>
    public PaymentItems Items(ReadOnlySpan<byte> body, IdInterner ids) => new(body.Slice(ItemsOffset, ItemsLength), ids);
}
