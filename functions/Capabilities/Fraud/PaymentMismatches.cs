namespace XbFunctions.Capabilities.Fraud;

/// <summary>The comparisons of a payment's countries, language and currency that differ; what is unknown does not differ. Stored as 16 bits.</summary>
[Flags]
public enum PaymentMismatches
{
    /// <summary>Nothing differs.</summary>
    None = 0,

    /// <summary>Card's and billing country.</summary>
    IssuerBilling = 1,

    /// <summary>Card's and connection's country.</summary>
    IssuerIp = 2,

    /// <summary>Billing and shipping country.</summary>
    BillingShipping = 4,

    /// <summary>Connection's and shipping country.</summary>
    IpShipping = 8,

    /// <summary>Connection's and billing country.</summary>
    IpBilling = 16,

    /// <summary>Storefront's and shipping country.</summary>
    MarketShipping = 32,

    /// <summary>Storefront's and connection's country.</summary>
    MarketIp = 64,

    /// <summary>Storefront's and card's country.</summary>
    MarketIssuer = 128,

    /// <summary>Shopper's and storefront's language.</summary>
    LanguageMarket = 256,

    /// <summary>Shopper's language and that of the billing country.</summary>
    LanguageBilling = 512,

    /// <summary>Currency of the payment and of the storefront.</summary>
    CurrencyMarket = 1_024,
}
