namespace XbFunctions.Contracts.Tests;

/// <summary>The facts that a record should have been read as, taken from its properties.</summary>
internal static class SlowFacts
{
    public static PaymentFacts Of(PaymentAuthorised payment) => new()
    {
        Kind = PaymentKind.Authorised,
        PaymentId = payment.PaymentId.Value,
        CustomerId = payment.CustomerId.Value,
        InstrumentId = payment.InstrumentId.Value,
        Method = payment.Method,
        SellerId = payment.SellerId.Value,
        DeviceId = payment.DeviceId?.Value ?? "",
        ShippingAddressId = payment.ShippingAddressId?.Value ?? "",
        Source = "",
        Market = payment.Market,
        Billing = payment.BillingCountry ?? default,
        Shipping = payment.ShippingCountry ?? default,
        Ip = payment.IpCountry ?? default,
        Issuer = payment.IssuerCountry ?? default,
        HasAmount = true,
        AmountMinor = payment.Total.Minor,
        Currency = payment.Currency,
        Language = payment.Language ?? default,
        OccurredAt = payment.OccurredAt,
        ItemLines = payment.Items?.Count ?? 0,
        Units = payment.Items?.Sum(static item => item.Quantity) ?? 0,
    };

    public static PaymentFacts Of(PaymentLabelled label) => new()
    {
        Kind = PaymentKind.Labelled,
        PaymentId = label.PaymentId.Value,
        CustomerId = label.CustomerId.Value,
        InstrumentId = "",
        Method = "",
        SellerId = "",
        DeviceId = "",
        ShippingAddressId = "",
        Source = label.Source ?? "",
        HasAmount = label.Amount is not null,
        AmountMinor = label.Total?.Minor ?? 0,
        Currency = label.Currency ?? default,
        OccurredAt = label.OccurredAt,
        Label = label.Label,
    };

    public static ClickFacts Of(IClickEvent click)
    {
        var facts = Own(click);
        return facts with
        {
            EventId = click.EventId,
            CustomerId = click.CustomerId?.Value ?? "",
            AnonymousId = click.AnonymousId?.Value ?? "",
            SessionId = click.SessionId?.Value ?? "",
            DeviceId = click.DeviceId?.Value ?? "",
            Sku = facts.Sku,
            OrderId = facts.OrderId,
            PaymentId = facts.PaymentId,
            RecommendationId = facts.RecommendationId,
            Source = facts.Source,
            Query = facts.Query,
            Market = click.Market,
            Language = click.Language ?? default,
            OccurredAt = click.OccurredAt,
        };
    }

    public static IEnumerable<ItemFacts> Items(IXbEvent xbEvent)
    {
        var items = xbEvent switch
        {
            PaymentAuthorised payment => payment.Items,
            CheckoutStarted checkout => checkout.Items,
            OrderCompleted order => order.Items,
            _ => null,
        };
        return (items ?? []).Select(static item => new ItemFacts(item.Sku.Value, item.Quantity, item.UnitPrice));
    }

    private static ClickFacts Own(IClickEvent click) => click switch
    {
        ProductViewed view => Priced(ClickKind.ProductViewed, view.Sku, view.UnitPrice, view.Currency) with
        {
            Source = view.Source ?? "",
            Position = view.Position,
        },
        SearchPerformed search => new() { Kind = ClickKind.SearchPerformed, Query = search.Query, ResultCount = search.ResultCount },
        CartAdded added => Priced(ClickKind.CartAdded, added.Sku, added.UnitPrice, added.Currency) with
        {
            Quantity = added.Quantity,
            Source = added.Source ?? "",
        },
        CartRemoved removed => Priced(ClickKind.CartRemoved, removed.Sku, removed.UnitPrice, removed.Currency) with { Quantity = removed.Quantity },
        CheckoutStarted checkout => Amounts(ClickKind.CheckoutStarted, checkout.Amount, checkout.Currency, checkout.Items),
        OrderCompleted order => Amounts(ClickKind.OrderCompleted, order.Amount, order.Currency, order.Items) with
        {
            OrderId = order.OrderId.Value,
            PaymentId = order.PaymentId?.Value ?? "",
        },
        RecommendationShown shown => new()
        {
            Kind = ClickKind.RecommendationShown,
            Source = shown.Source,
            RecommendationId = shown.RecommendationId ?? "",
            ItemLines = shown.Skus.Count,
        },
        RecommendationClicked clicked => new()
        {
            Kind = ClickKind.RecommendationClicked,
            Sku = clicked.Sku.Value,
            Source = clicked.Source,
            RecommendationId = clicked.RecommendationId ?? "",
            Position = clicked.Position,
        },
        _ => new() { Kind = ClickKind.CustomerIdentified },
    };

    private static ClickFacts Priced(ClickKind kind, Sku sku, decimal? price, CurrencyCode? currency) => new()
    {
        Kind = kind,
        Sku = sku.Value,
        HasUnitPrice = price is not null,
        UnitPrice = price ?? 0,
        Currency = currency ?? default,
    };

    private static ClickFacts Amounts(ClickKind kind, decimal? amount, CurrencyCode? currency, IReadOnlyList<LineItem>? items) => new()
    {
        Kind = kind,
        HasAmount = amount is not null,
        AmountMinor = amount is { } value ? Money.FromDecimal(value, currency ?? default).Minor : 0,
        Currency = currency ?? default,
        ItemLines = items?.Count ?? 0,
        Units = items?.Sum(static item => item.Quantity) ?? 0,
    };
}
