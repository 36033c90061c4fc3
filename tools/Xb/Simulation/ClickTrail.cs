using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>The clickstream of one visit. Every step moves the visit's clock; with clickstream off only the clock moves.</summary>
internal sealed class ClickTrail(
    Storefront storefront, EventSchedule schedule, SessionId session, DeviceId device, AnonymousId visitor, LanguageTag language,
    FraudScenario scenario, bool enabled)
{
    private int _steps;

    /// <summary>The visit's clock.</summary>
    public required DateTimeOffset Now { get; set; }

    /// <summary>The signed-in customer; null before.</summary>
    public required CustomerId? Customer { get; set; }

    /// <summary>Lets time pass.</summary>
    public void Wait(double seconds) => Now = Now.After(TimeSpan.FromSeconds(seconds));

    /// <summary>The visitor signs in.</summary>
    public void Identify(CustomerId customer)
    {
        Customer = customer;
        Add(() => new CustomerIdentified(NextId(), Now, Market, customer, visitor, session, language, device));
    }

    /// <summary>The visitor searches.</summary>
    public void Search(string query, int results) =>
        Add(() => new SearchPerformed(NextId(), Now, Market, query, Customer, Visitor, session, language, device, results));

    /// <summary>A product page is shown.</summary>
    public void View(Product product, long unitMinor, string source, int? position) =>
        Add(() => new ProductViewed(
            NextId(), Now, Market, product.Sku, Customer, Visitor, session, language, device, Price(unitMinor), Currency, source,
            position));

    /// <summary>A product is put into the basket.</summary>
    public void AddToCart(BasketLine line, string source) =>
        Add(() => new CartAdded(
            NextId(), Now, Market, line.Product.Sku, line.Quantity, Customer, Visitor, session, language, device, Price(line.UnitMinor),
            Currency, source));

    /// <summary>A product is taken out of the basket.</summary>
    public void RemoveFromCart(BasketLine line) =>
        Add(() => new CartRemoved(
            NextId(), Now, Market, line.Product.Sku, line.Quantity, Customer, Visitor, session, language, device, Price(line.UnitMinor),
            Currency));

    /// <summary>The visitor goes to the checkout.</summary>
    public void StartCheckout(IReadOnlyList<BasketLine> basket) =>
        Add(() => new CheckoutStarted(
            NextId(), Now, Market, Customer, Visitor, session, language, device, PaymentDesk.Items(basket, Currency), Total(basket),
            Currency));

    /// <summary>The order is placed.</summary>
    public void CompleteOrder(OrderId order, IReadOnlyList<BasketLine> basket, PaymentId payment) =>
        Add(() => new OrderCompleted(
            NextId(), Now, Market, order, PaymentDesk.Items(basket, Currency), Total(basket), Currency, Customer, Visitor, session,
            language, device, payment));

    /// <summary>Recommendations are shown.</summary>
    public void ShowRecommendations(IReadOnlyList<Sku> skus, string source, string recommendation) =>
        Add(() => new RecommendationShown(
            NextId(), Now, Market, skus, source, Customer, Visitor, session, language, device, recommendation));

    /// <summary>A recommended product is clicked.</summary>
    public void ClickRecommendation(Product product, int position, string source, string recommendation) =>
        Add(() => new RecommendationClicked(
            NextId(), Now, Market, product.Sku, position, source, Customer, Visitor, session, language, device, recommendation));

    private CountryCode Market => storefront.Country;

    private CurrencyCode Currency => storefront.Market.Currency;

    private AnonymousId? Visitor => Customer is null ? visitor : null;

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{session.Value}-{++_steps}");

    private decimal Price(long minor) => new Money(minor, Currency).ToDecimal();

    private decimal Total(IReadOnlyList<BasketLine> basket) => Price(basket.Sum(static line => line.Quantity * line.UnitMinor));

    private void Add(Func<IXbEvent> click)
    {
        if (enabled)
        {
            schedule.Add(HubNames.Clickstream, click(), scenario);
        }
    }
}
