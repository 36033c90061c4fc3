using System.IO.Hashing;
using System.Runtime.InteropServices;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Turns a parsed payment into what the features see: pseudonyms for identifiers, one currency for amounts.</summary>
/// <param name="key">Key of the pseudonyms.</param>
/// <param name="rates">Rates to the base currency.</param>
public sealed class FraudSubjectReader(PseudonymKey key, ReferenceRates rates)
{
    private static readonly Dictionary<string, PaymentMethodKind> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["card"] = PaymentMethodKind.Card,
        ["credit_card"] = PaymentMethodKind.Card,
        ["creditCard"] = PaymentMethodKind.Card,
        ["debit_card"] = PaymentMethodKind.Card,
        ["debitCard"] = PaymentMethodKind.Card,
        ["wallet"] = PaymentMethodKind.Wallet,
        ["paypal"] = PaymentMethodKind.Wallet,
        ["alipay"] = PaymentMethodKind.Wallet,
        ["wechatPay"] = PaymentMethodKind.Wallet,
        ["applePay"] = PaymentMethodKind.Wallet,
        ["googlePay"] = PaymentMethodKind.Wallet,
        ["bank"] = PaymentMethodKind.Bank,
        ["bankTransfer"] = PaymentMethodKind.Bank,
        ["bank_transfer"] = PaymentMethodKind.Bank,
        ["sepa"] = PaymentMethodKind.Bank,
        ["ideal"] = PaymentMethodKind.Bank,
        ["pix"] = PaymentMethodKind.Bank,
    };

    private static readonly Dictionary<CountryCode, string> Languages =
        Markets.All.ToDictionary(market => market.Country, market => market.Language.Primary.ToString());

    /// <summary>Pseudonym of a customer.</summary>
    /// <param name="customerId">The raw id; or the pseudonym's text, where an analyst's label knows the customer by a decision alone.</param>
    public Pseudonym Customer(string customerId) =>
        customerId.StartsWith("p_", StringComparison.Ordinal) && Pseudonym.TryParse(customerId, out var known)
            ? known
            : key.Of(PseudonymKind.Customer, customerId);

    /// <summary>Pseudonym of a seller.</summary>
    /// <param name="sellerId">The raw id.</param>
    public Pseudonym Seller(string sellerId) => key.Of(PseudonymKind.Seller, sellerId);

    /// <summary>Hash by which a payment is found again when its label arrives.</summary>
    /// <param name="paymentId">The raw id.</param>
    public static uint Payment(string paymentId) => Hash(paymentId);

    /// <summary>Reads an authorised payment.</summary>
    /// <param name="facts">The parsed payment.</param>
    /// <param name="customer">Its customer, as <see cref="Customer"/> gave it.</param>
    /// <param name="subject">What the features see.</param>
    /// <returns>False when there is no rate for its currency.</returns>
    public bool TryRead(in PaymentFacts facts, Pseudonym customer, out FraudSubject subject)
    {
        if (!rates.TryToBase(facts.AmountMinor, facts.Currency, out var amount))
        {
            subject = default;
            return false;
        }

        var instrument = key.Of(PseudonymKind.Instrument, facts.InstrumentId);
        var device = key.Of(PseudonymKind.Device, facts.DeviceId);
        var trace = new PaymentTrace(
            facts.OccurredAt.ToUnixTimeMilliseconds(),
            instrument.Low,
            device.Low,
            (float)amount,
            (uint)customer.Low,
            Hash(facts.SellerId),
            Payment(facts.PaymentId),
            facts.Shipping.Packed,
            facts.Ip.Packed);
        subject = new FraudSubject(
            customer.Low,
            trace,
            facts.Market,
            facts.Issuer,
            facts.Billing,
            facts.Shipping,
            facts.Ip,
            LanguageDiffers(facts.Language, facts.Market),
            Methods.TryGetValue(facts.Method, out var kind) ? kind : PaymentMethodKind.Other,
            IsRound(facts.AmountMinor, facts.Currency),
            facts.ItemLines,
            facts.Units)
        {
            InstrumentKey = instrument,
            DeviceKey = device,
        };
        return true;
    }

    private static bool? LanguageDiffers(LanguageTag language, CountryCode market) =>
        language.Primary.IsEmpty || !Languages.TryGetValue(market, out var expected)
            ? null
            : !language.Primary.Equals(expected, StringComparison.OrdinalIgnoreCase);

    // Whole tens in currencies with cents, whole thousands in those without.
    private static bool IsRound(long minor, CurrencyCode currency) => minor % 1_000 == 0 && (currency.MinorDigits > 0 || minor >= 1_000);

    // Payments and sellers are no persons: a plain hash is enough.
    private static uint Hash(string? id) => string.IsNullOrEmpty(id) ? 0 : (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));
}
