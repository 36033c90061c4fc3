using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a decision tells of its payment besides amount and market, so that watchers can group decisions; defaults are unknown.</summary>
/// <param name="Seller">Stands for the seller.</param>
/// <param name="Instrument">Stands for the instrument.</param>
/// <param name="Device">Stands for the device.</param>
/// <param name="Issuer">Country of the instrument's issuer.</param>
/// <param name="Shipping">Country of delivery.</param>
/// <param name="Language">Language of the checkout.</param>
/// <param name="Address">Stands for the delivery address.</param>
internal readonly record struct PaymentKeys(
    Pseudonym Seller, Pseudonym Instrument, Pseudonym Device, CountryCode Issuer, CountryCode Shipping, LanguageTag Language, Pseudonym Address = default);
