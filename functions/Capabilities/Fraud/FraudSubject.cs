using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One payment as the features see it: pseudonyms instead of identifiers, the amount in the base currency.</summary>
/// <param name="Customer">Pseudonym of the customer; never 0.</param>
/// <param name="Trace">What the windows will remember.</param>
/// <param name="Market">Country of the storefront.</param>
/// <param name="Issuer">Country of the card's issuer; default when unknown.</param>
/// <param name="Billing">Country of the billing address; default when unknown.</param>
/// <param name="Shipping">Country of the shipping address; default when unknown.</param>
/// <param name="Ip">Country of the IP address; default when unknown.</param>
/// <param name="LanguageDiffers">Whether the shopper's language differs from the market's; null when unknown.</param>
/// <param name="Method">How it was paid.</param>
/// <param name="IsRound">Whether the amount is whole in its own currency's usual price steps.</param>
/// <param name="ItemLines">Lines of the basket; 0 when unknown.</param>
/// <param name="Units">Units over all lines; 0 when unknown.</param>
/// <param name="LanguageDiffersFromBilling">Whether the shopper's language differs from that of the billing country; null when unknown.</param>
/// <param name="CurrencyDiffers">Whether the currency is not the market's; null when the market is unknown.</param>
/// <param name="RateTable">Id of the rates that the amount was converted by.</param>
public readonly record struct FraudSubject(
    ulong Customer,
    PaymentTrace Trace,
    CountryCode Market,
    CountryCode Issuer,
    CountryCode Billing,
    CountryCode Shipping,
    CountryCode Ip,
    bool? LanguageDiffers,
    PaymentMethodKind Method,
    bool IsRound,
    int ItemLines,
    int Units,
    bool? LanguageDiffersFromBilling = null,
    bool? CurrencyDiffers = null,
    string RateTable = "")
{
    /// <summary>Whole pseudonym of the instrument; <see cref="PaymentTrace.Instrument"/> is its low half.</summary>
    public Pseudonym InstrumentKey { get; init; }

    /// <summary>Whole pseudonym of the device; <see cref="PaymentTrace.Device"/> is its low half. The default when unknown.</summary>
    public Pseudonym DeviceKey { get; init; }

    /// <summary>Whole pseudonym of the delivery address; <see cref="PaymentTrace.Address"/> is its low half. The default when unknown.</summary>
    public Pseudonym AddressKey { get; init; }

    /// <summary>What its people were called under keys of before, newest first; empty but while a key is being replaced.</summary>
    public ReadOnlyMemory<FormerKeys> Former { get; init; }

    /// <summary>Whether any known country of the payment differs from the storefront's.</summary>
    public bool IsCrossBorder => Differs(Issuer) || Differs(Billing) || Differs(Shipping) || Differs(Ip);

    private bool Differs(CountryCode country) => country != default && country != Market;
}
