using System.IO.Hashing;
using System.Runtime.InteropServices;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Turns a parsed payment into what the features see: pseudonyms for identifiers, one currency for amounts.</summary>
/// <param name="key">Key of the pseudonyms.</param>
/// <param name="rates">Rates to the base currency, by date.</param>
/// <param name="keys">The key and those of before, from which people are carried over; null for none.</param>
public sealed class FraudSubjectReader(PseudonymKey key, ReferenceRates rates, PseudonymKeys? keys = null)
{
    private readonly PseudonymCache _pseudonyms = new(key);
    private readonly PseudonymCache[] _previous = [.. (keys?.Previous ?? []).Select(static one => new PseudonymCache(one))];

    /// <summary>Keys of before from which people are carried over; 0 when the key was not changed lately.</summary>
    public int PreviousKeys => _previous.Length;

    /// <summary>Pseudonyms of an event's customer, instrument, device and delivery address under a key of before.</summary>
    /// <param name="previous">Which key, below <see cref="PreviousKeys"/>.</param>
    /// <param name="facts">The event.</param>
    /// <param name="change">Them, beside those of now.</param>
    /// <returns>False where the event knows its customer by a pseudonym alone.</returns>
    public bool TryReadPrevious(int previous, in PaymentFacts facts, out KeyChange change)
    {
        change = default;
        if (IsPseudonym(facts.CustomerId, out _))
        {
            return false;
        }

        var old = _previous[previous];
        change = new KeyChange(
            old.Of(PseudonymKind.Customer, facts.CustomerId),
            _pseudonyms.Of(PseudonymKind.Customer, facts.CustomerId),
            old.Of(PseudonymKind.Instrument, facts.InstrumentId).Low,
            _pseudonyms.Of(PseudonymKind.Instrument, facts.InstrumentId).Low,
            old.Of(PseudonymKind.Device, facts.DeviceId).Low,
            _pseudonyms.Of(PseudonymKind.Device, facts.DeviceId).Low,
            old.Of(PseudonymKind.ShippingAddress, facts.ShippingAddressId).Low,
            _pseudonyms.Of(PseudonymKind.ShippingAddress, facts.ShippingAddressId).Low);
        return true;
    }

    /// <summary>Pseudonym of a customer.</summary>
    /// <param name="customerId">The raw id; or the pseudonym's text, where an analyst's label knows the customer by a decision alone.</param>
    public Pseudonym Customer(string customerId) =>
        IsPseudonym(customerId, out var known) ? known : _pseudonyms.Of(PseudonymKind.Customer, customerId);

    /// <summary>Pseudonym of a seller.</summary>
    /// <param name="sellerId">The raw id.</param>
    public Pseudonym Seller(string sellerId) => _pseudonyms.Of(PseudonymKind.Seller, sellerId);

    /// <summary>Makes what remembers the pseudonyms of one partition's texts, for <see cref="Read"/>. Not thread-safe.</summary>
    internal PseudonymMemo NewMemo() => new(_pseudonyms);

    /// <summary>Pseudonyms of several events' people, looked up together: see <see cref="PseudonymMemo.Of"/>.</summary>
    /// <param name="memo">From <see cref="NewMemo"/>.</param>
    /// <param name="ids">Those of each event as <see cref="PaymentPeople.WriteIds"/> writes them.</param>
    /// <param name="pseudonyms">Destination; as long as <paramref name="ids"/>. A customer's as <see cref="Customer"/> gives it.</param>
    internal static void Read(PseudonymMemo memo, ReadOnlySpan<(PseudonymKind Kind, string? Id)> ids, Span<Pseudonym> pseudonyms)
    {
        memo.Of(ids, pseudonyms);
        for (var customer = 0; customer < ids.Length; customer += PaymentPeople.Count)
        {
            if (IsPseudonym(ids[customer].Id ?? "", out var known))
            {
                pseudonyms[customer] = known;
            }
        }
    }

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
        var people = new PaymentPeople(
            customer,
            _pseudonyms.Of(PseudonymKind.Instrument, facts.InstrumentId),
            _pseudonyms.Of(PseudonymKind.Device, facts.DeviceId),
            _pseudonyms.Of(PseudonymKind.ShippingAddress, facts.ShippingAddressId),
            Seller: default);
        return TryRead(facts, people, out subject);
    }

    /// <summary>Reads an authorised payment whose people are known.</summary>
    /// <param name="facts">The parsed payment.</param>
    /// <param name="people">Their pseudonyms.</param>
    /// <param name="subject">What the features see.</param>
    /// <returns>False when there is no rate for its currency.</returns>
    internal bool TryRead(in PaymentFacts facts, in PaymentPeople people, out FraudSubject subject)
    {
        if (!rates.TryToBase(facts.AmountMinor, facts.Currency, facts.OccurredAt, out var amount, out var table))
        {
            subject = default;
            return false;
        }

        _ = Markets.TryGet(facts.Market, out var market);
        _ = Markets.TryGet(facts.Billing, out var home);
        bool? currencyDiffers = market is null ? null : market.Currency != facts.Currency;
        var languageDiffers = Differs(facts.Language, market);
        var languageDiffersFromBilling = ReferenceEquals(home, market) ? languageDiffers : Differs(facts.Language, home);
        var trace = new PaymentTrace(
            facts.OccurredAt.ToUnixTimeMilliseconds(),
            people.Instrument.Low,
            people.Device.Low,
            (float)amount,
            (uint)people.Customer.Low,
            Hash(facts.SellerId),
            Payment(facts.PaymentId),
            facts.Shipping.Packed,
            facts.Ip.Packed,
            MismatchesOf(facts)
                | Of(languageDiffers, PaymentMismatches.LanguageMarket)
                | Of(languageDiffersFromBilling, PaymentMismatches.LanguageBilling)
                | Of(currencyDiffers, PaymentMismatches.CurrencyMarket),
            Address: people.Address.Low);
        subject = new FraudSubject(
            people.Customer.Low,
            trace,
            facts.Market,
            facts.Issuer,
            facts.Billing,
            facts.Shipping,
            facts.Ip,
            languageDiffers,
            PaymentMethods.KindOf(facts.Method),
            IsRound(facts.AmountMinor, facts.Currency),
            facts.ItemLines,
            facts.Units,
            languageDiffersFromBilling,
            currencyDiffers,
            table)
        {
            InstrumentKey = people.Instrument,
            DeviceKey = people.Device,
            AddressKey = people.Address,
            Former = FormerOf(facts),
        };
        return true;
    }

    private FormerKeys[]? FormerOf(in PaymentFacts facts)
    {
        if (_previous.Length == 0 || Pseudonym.TryParse(facts.CustomerId, out _))
        {
            return null;
        }

        var former = new FormerKeys[_previous.Length];
        for (var i = 0; i < former.Length; i++)
        {
            var old = _previous[i];
            former[i] = new FormerKeys(
                old.Of(PseudonymKind.Customer, facts.CustomerId),
                old.Of(PseudonymKind.Instrument, facts.InstrumentId),
                old.Of(PseudonymKind.Device, facts.DeviceId),
                old.Of(PseudonymKind.ShippingAddress, facts.ShippingAddressId),
                old.Of(PseudonymKind.Seller, facts.SellerId));
        }

        return former;
    }

    private static bool IsPseudonym(string customerId, out Pseudonym known)
    {
        known = default;
        return customerId.StartsWith("p_", StringComparison.Ordinal) && Pseudonym.TryParse(customerId, out known);
    }

    private static bool? Differs(LanguageTag language, Market? market) => language.Primary.IsEmpty || market is null
        ? null
        : !language.Primary.Equals(market.Language.Primary, StringComparison.OrdinalIgnoreCase);

    private static PaymentMismatches MismatchesOf(in PaymentFacts facts) =>
        Of(facts.Issuer, facts.Billing, PaymentMismatches.IssuerBilling)
        | Of(facts.Issuer, facts.Ip, PaymentMismatches.IssuerIp)
        | Of(facts.Billing, facts.Shipping, PaymentMismatches.BillingShipping)
        | Of(facts.Ip, facts.Shipping, PaymentMismatches.IpShipping)
        | Of(facts.Ip, facts.Billing, PaymentMismatches.IpBilling)
        | Of(facts.Market, facts.Shipping, PaymentMismatches.MarketShipping)
        | Of(facts.Market, facts.Ip, PaymentMismatches.MarketIp)
        | Of(facts.Market, facts.Issuer, PaymentMismatches.MarketIssuer);

    private static PaymentMismatches Of(bool? differs, PaymentMismatches mismatch) => differs == true ? mismatch : PaymentMismatches.None;

    private static PaymentMismatches Of(CountryCode left, CountryCode right, PaymentMismatches mismatch) =>
        left == default || right == default || left == right ? PaymentMismatches.None : mismatch;

    // Whole tens in currencies with cents, whole thousands in those without.
    private static bool IsRound(long minor, CurrencyCode currency) => minor % 1_000 == 0 && (currency.MinorDigits > 0 || minor >= 1_000);

    // Payments and sellers are no persons: a plain hash is enough.
    private static uint Hash(string? id) => string.IsNullOrEmpty(id) ? 0 : (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));
}
