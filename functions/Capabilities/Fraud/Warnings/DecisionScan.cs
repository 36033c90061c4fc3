using System.Globalization;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One pass over the body of a decision; members that the watch does not need are passed over.</summary>
internal struct DecisionScan
{
    private decimal? _amount;

    public string? PaymentId { get; private set; }

    public Pseudonym Customer { get; private set; }

    public Pseudonym Seller { get; private set; }

    public Pseudonym Device { get; private set; }

    public Pseudonym Address { get; private set; }

    public Pseudonym Instrument { get; private set; }

    public CountryCode Market { get; private set; }

    public CountryCode Issuer { get; private set; }

    public CountryCode Shipping { get; private set; }

    public DecisionOutcome? Outcome { get; private set; }

    public double Score { get; private set; }

    public CurrencyCode Currency { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Rules { get; private set; }

    public string? Reasons { get; private set; }

    public readonly long AmountMinor => Money.FromDecimal(_amount!.Value, Currency).Minor;

    /// <summary>The sentence about the first required member that is not there; null when all are.</summary>
    public readonly string? Missing()
    {
        var member = PaymentId is null ? "paymentId"
            : Customer == default ? "customerKey"
            : Market.IsUnknown ? "market"
            : Outcome is null ? "outcome"
            : _amount is null ? "amount"
            : Currency.IsNone ? "currency"
            : DecidedAt is null ? "decidedAt"
            : null;
        return member is null ? null : $"The member '{member}' is missing or of no form that is known.";
    }

    /// <summary>Reads the body.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A member has another JSON type.</exception>
    public void Read(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The root is no object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Take(ref json);
        }
    }

    private void Take(ref Utf8JsonReader json)
    {
        var name = json.ValueSpan;
        json.Read();
        switch (name.Length)
        {
            case 5 when name.SequenceEqual("score"u8):
                Score = json.GetDouble();
                break;
            case 5 when name.SequenceEqual("rules"u8):
                Rules = Names(ref json, "name"u8);
                break;
            case 6 when name.SequenceEqual("market"u8):
                Market = Country(json);
                break;
            case 6 when name.SequenceEqual("amount"u8):
                _amount = json.GetDecimal();
                break;
            case 7 when name.SequenceEqual("outcome"u8):
                Outcome = OutcomeOf(json.ValueSpan);
                break;
            case 7 when name.SequenceEqual("reasons"u8) && Outcome != DecisionOutcome.Approve:
                Reasons = Names(ref json, "code"u8);
                break;
            case 8 when name.SequenceEqual("currency"u8):
                Currency = CurrencyCode.TryParse(json.ValueSpan, out var currency) ? currency : default;
                break;
            default:
                TakeLonger(ref json, name);
                break;
        }
    }

    private void TakeLonger(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 9 when name.SequenceEqual("paymentId"u8):
                PaymentId = Contracts.PaymentId.TryCreate(json.GetString(), out var payment) ? payment.Value : null;
                break;
            case 9 when name.SequenceEqual("decidedAt"u8):
                DecidedAt = json.GetDateTimeOffset();
                break;
            case 9 when name.SequenceEqual("sellerKey"u8):
                Seller = PseudonymOf(json.ValueSpan);
                break;
            case 9 when name.SequenceEqual("deviceKey"u8):
                Device = PseudonymOf(json.ValueSpan);
                break;
            case 11 when name.SequenceEqual("customerKey"u8):
                Customer = PseudonymOf(json.ValueSpan);
                break;
            case 13 when name.SequenceEqual("instrumentKey"u8):
                Instrument = PseudonymOf(json.ValueSpan);
                break;
            case 13 when name.SequenceEqual("issuerCountry"u8):
                Issuer = Country(json);
                break;
            case 15 when name.SequenceEqual("shippingCountry"u8):
                Shipping = Country(json);
                break;
            case 18 when name.SequenceEqual("shippingAddressKey"u8):
                Address = PseudonymOf(json.ValueSpan);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static CountryCode Country(in Utf8JsonReader json) => CountryCode.TryParse(json.ValueSpan, out var country) ? country : default;

    private static DecisionOutcome? OutcomeOf(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("approve"u8) ? DecisionOutcome.Approve
        : text.SequenceEqual("review"u8) ? DecisionOutcome.Review
        : text.SequenceEqual("decline"u8) ? DecisionOutcome.Decline
        : null;

    private static Pseudonym PseudonymOf(ReadOnlySpan<byte> text) =>
        text is [(byte)'p', (byte)'_', ..] && text.Length == 34
        && UInt128.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new Pseudonym(value)
            : default;

    /// <summary>One member of each object of an array, joined by commas.</summary>
    private static string Names(ref Utf8JsonReader json, ReadOnlySpan<byte> member)
    {
        StringBuilder? names = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = json.ValueTextEquals(member);
                json.Read();
                if (isWanted)
                {
                    names = (names is null ? new StringBuilder() : names.Append(',')).Append(json.GetString());
                }

                json.Skip();
            }
        }

        return names?.ToString() ?? "";
    }
}
