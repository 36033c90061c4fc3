namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What rules may ask besides the features, by these names in camelCase. Reused from payment to payment; not thread-safe.
/// </summary>
public sealed class PolicyFacts
{
    /// <summary>Calibrated probability of fraud, before any rule; NaN when no model answered.</summary>
    public double Score { get; internal set; } = double.NaN;

    /// <summary>Storefront, ISO 3166-1 alpha-2.</summary>
    public string Market { get; internal set; } = "";

    /// <summary>Currency of the payment, ISO 4217.</summary>
    public string Currency { get; internal set; } = "";

    /// <summary>Country of the issuer; <c>ZZ</c> when unknown.</summary>
    public string IssuerCountry { get; internal set; } = "";

    /// <summary>Country of delivery; <c>ZZ</c> when unknown.</summary>
    public string ShippingCountry { get; internal set; } = "";

    /// <summary>Language of the checkout, BCP 47; empty when unknown.</summary>
    public string Language { get; internal set; } = "";

    /// <summary>Whether the payment crosses a border.</summary>
    public bool CrossBorder { get; internal set; }

    /// <summary>Sets what the archive holds of a decision.</summary>
    internal void Set(double score, string market, string currency, string issuer, string shipping, string language, bool crossBorder) =>
        (Score, Market, Currency, IssuerCountry, ShippingCountry, Language, CrossBorder) = (score, market, currency, issuer, shipping, language, crossBorder);

    internal void Set(in PendingPayment payment, double score)
    {
        Score = score;
        Market = payment.Market.ToString();
        Currency = payment.Amount.Currency.ToString();
        IssuerCountry = payment.Keys.Issuer.ToString();
        ShippingCountry = payment.Keys.Shipping.ToString();
        Language = payment.Keys.Language.Value;
        CrossBorder = payment.CrossBorder;
    }
}
