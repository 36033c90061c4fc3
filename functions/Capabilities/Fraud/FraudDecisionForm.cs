using System.Buffers;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Makes <c>fraud.decided</c> events of what <see cref="FraudDecisionWriter"/> wrote: bodies of the same bytes as <see cref="EventJson"/> writes for
/// <see cref="FraudDecision.ToEvent"/>, which a test holds. A new member of <see cref="FraudDecided"/> is written by the two of them as well.
/// </summary>
internal sealed class FraudDecisionForm : IOutputForm
{
    private static readonly byte[] IdSuffix = Encoding.UTF8.GetBytes(FraudDecided.EventIdSuffix);

    [ThreadStatic]
    private static DecisionText? _text;

    private FraudDecisionForm()
    {
    }

    /// <summary>The form.</summary>
    public static FraudDecisionForm Instance { get; } = new();

    /// <inheritdoc/>
    public OutgoingEvent Make(ReadOnlyMemory<byte> change, ReadOnlyMemory<byte> first, ArrayBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var decided = DecidedPayment.Read(change.Span, out var position);
        var texts = DecidedTexts.Read(change.Span, position, first.Span);
        var text = Begin();
        text.Raw(texts.PaymentId);
        text.Raw(IdSuffix);
        var bodyAt = text.Written.Length;
        var keyAt = Write(decided, texts, text);

        var written = target.GetMemory(text.Written.Length)[..text.Written.Length];
        text.Written.CopyTo(written);
        target.Advance(written.Length);
        return new OutgoingEvent(
            HubNames.Decisions,
            new EventText(written.Slice(keyAt, Pseudonym.TextLength)),
            new EventText(written[..bodyAt]),
            EventTypes.FraudDecided,
            written[bodyAt..],
            decided.HasLookup ? Encoding.UTF8.GetString(texts.PaymentId) : null);
    }

    /// <inheritdoc/>
    public void Expand(in OutgoingEvent output, IBufferWriter<byte> body)
    {
        var form = output.Body.Span;
        if (!output.EventId.Utf8.EndsWith(IdSuffix) || !Pseudonym.TryParse(output.PartitionKey.ToString(), out var customer))
        {
            throw new FormatException($"a decision for a pseudonym with an id that ends with {FraudDecided.EventIdSuffix}, got an id of {output.EventId.Utf8.Length} bytes");
        }

        var decided = DecidedPayment.ReadShortForm(form, out var position) with { Customer = customer };
        var text = Begin();
        Write(decided, DecidedTexts.ReadShortForm(form, position) with { PaymentId = output.EventId.Utf8[..^IdSuffix.Length] }, text);
        body.Write(text.Written.Span);
    }

    private static DecisionText Begin()
    {
        var text = _text ??= new DecisionText();
        text.Clear();
        return text;
    }

    /// <summary>Writes the body; returns where the customer's pseudonym stands in the text.</summary>
    private static int Write(in DecidedPayment decided, in DecidedTexts texts, DecisionText text)
    {
        text.Raw("{\"type\":\"fraud.decided\",\"paymentId\":"u8);
        text.Utf8(texts.PaymentId);
        text.Raw(",\"customerKey\":"u8);
        var keyAt = text.Written.Length + 1;
        text.Key(decided.Customer);
        text.Raw(",\"market\":"u8);
        text.Text(decided.Market.ToString());
        text.Raw(OutcomeMember(decided.Outcome));
        text.Raw(",\"score\":"u8);
        text.Number(decided.Score);
        text.Raw(texts.Reasons);
        text.Raw("],\"amount\":"u8);
        text.Amount(decided.Amount);
        text.Raw(",\"currency\":"u8);
        text.Text(decided.Amount.Currency.ToString());
        text.Raw(decided.CrossBorder ? ",\"crossBorder\":true,\"occurredAt\":"u8 : ",\"crossBorder\":false,\"occurredAt\":"u8);
        text.Time(decided.OccurredAt);
        text.Raw(",\"enqueuedAt\":"u8);
        text.Time(decided.EnqueuedAt);
        text.Raw(",\"decidedAt\":"u8);
        text.Time(decided.DecidedAt);
        text.Raw(",\"partition\":"u8);
        text.Raw(texts.Partition);
        text.Raw(",\"sequenceNumber\":"u8);
        text.Whole(decided.SequenceNumber);
        text.Raw(texts.Model);
        WriteKeys(decided.Keys, texts.Language, text);
        text.Raw(texts.Policy);
        return keyAt;
    }

    private static void WriteKeys(in PaymentKeys keys, ReadOnlySpan<byte> language, DecisionText text)
    {
        CountryMember(",\"issuerCountry\":"u8, keys.Issuer, text);
        CountryMember(",\"shippingCountry\":"u8, keys.Shipping, text);
        text.Raw(language);
        KeyMember(",\"sellerKey\":"u8, keys.Seller, text);
        KeyMember(",\"instrumentKey\":"u8, keys.Instrument, text);
        KeyMember(",\"deviceKey\":"u8, keys.Device, text);
        KeyMember(",\"shippingAddressKey\":"u8, keys.Address, text);
    }

    private static ReadOnlySpan<byte> OutcomeMember(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Approve => ",\"outcome\":\"approve\""u8,
        DecisionOutcome.Review => ",\"outcome\":\"review\""u8,
        _ => ",\"outcome\":\"decline\""u8,
    };

    private static void CountryMember(ReadOnlySpan<byte> name, CountryCode country, DecisionText text)
    {
        if (country != default)
        {
            text.Raw(name);
            text.Text(country.ToString());
        }
    }

    private static void KeyMember(ReadOnlySpan<byte> name, Pseudonym key, DecisionText text)
    {
        if (key != default)
        {
            text.Raw(name);
            text.Key(key);
        }
    }
}
