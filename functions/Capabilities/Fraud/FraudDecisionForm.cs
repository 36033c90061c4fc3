using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Makes <c>fraud.decided</c> bodies of what <see cref="FraudDecisionWriter"/> wrote: the same bytes as <see cref="EventJson"/> writes for
/// <see cref="FraudDecision.ToEvent"/>, which a test holds. A new member of <see cref="FraudDecided"/> is written by the two of them as well.
/// </summary>
internal sealed class FraudDecisionForm : IBodyForm
{
    [ThreadStatic]
    private static DecisionText? _text;

    private FraudDecisionForm()
    {
    }

    /// <summary>The form.</summary>
    public static FraudDecisionForm Instance { get; } = new();

    /// <inheritdoc/>
    public void Expand(in OutgoingEvent output, IBufferWriter<byte> body)
    {
        var text = _text ??= new DecisionText();
        text.Clear();
        Write(output, text);
        body.Write(text.Written.Span);
    }

    private static void Write(in OutgoingEvent output, DecisionText text)
    {
        var source = output.Body.Span;
        var numbers = DecisionNumbers.Read(source, out var position);
        var texts = new Texts(source, position);
        text.Raw("{\"type\":\"fraud.decided\",\"paymentId\":"u8);
        text.Text(PaymentIdOf(output));
        text.Raw(",\"customerKey\":"u8);
        text.Text(output.PartitionKey);
        text.Raw(",\"market\":"u8);
        text.Text(numbers.Market.ToString());
        text.Raw(OutcomeMember(numbers.Outcome));
        text.Raw(",\"score\":"u8);
        text.Number(numbers.Score);
        text.Raw(texts.Reasons);
        text.Raw("],\"amount\":"u8);
        text.Amount(numbers.Amount);
        text.Raw(",\"currency\":"u8);
        text.Text(numbers.Amount.Currency.ToString());
        text.Raw(numbers.CrossBorder ? ",\"crossBorder\":true,\"occurredAt\":"u8 : ",\"crossBorder\":false,\"occurredAt\":"u8);
        text.Time(numbers.OccurredAt);
        text.Raw(",\"enqueuedAt\":"u8);
        text.Time(numbers.EnqueuedAt);
        text.Raw(",\"decidedAt\":"u8);
        text.Time(numbers.DecidedAt);
        text.Raw(",\"partition\":"u8);
        text.Raw(texts.Partition);
        text.Raw(",\"sequenceNumber\":"u8);
        text.Whole(numbers.SequenceNumber);
        text.Raw(texts.Model);
        WriteKeys(numbers.Keys, texts.Language, text);
        text.Raw(texts.Policy);
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

    private static ReadOnlySpan<char> PaymentIdOf(in OutgoingEvent output) =>
        output.EventId.EndsWith(FraudDecided.EventIdSuffix, StringComparison.Ordinal)
            ? output.EventId.AsSpan(0, output.EventId.Length - FraudDecided.EventIdSuffix.Length)
            : throw new FormatException($"an event id that ends with {FraudDecided.EventIdSuffix}, got one of {output.EventId.Length} characters");

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

    // Behind the head: five lengths (i32), then as many texts.
    private readonly ref struct Texts
    {
        public Texts(ReadOnlySpan<byte> source, int position)
        {
            var at = position + (FraudDecisionWriter.TextCount * sizeof(int));
            if (source.Length < at)
            {
                throw DecisionNumbers.Malformed(source);
            }

            Language = Take(source, position, 0, ref at);
            Partition = Take(source, position, 1, ref at);
            Reasons = Take(source, position, 2, ref at);
            Model = Take(source, position, 3, ref at);
            Policy = Take(source, position, 4, ref at);
            if (at != source.Length)
            {
                throw DecisionNumbers.Malformed(source);
            }
        }

        public ReadOnlySpan<byte> Language { get; }

        public ReadOnlySpan<byte> Partition { get; }

        public ReadOnlySpan<byte> Reasons { get; }

        public ReadOnlySpan<byte> Model { get; }

        public ReadOnlySpan<byte> Policy { get; }

        private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, int position, int index, scoped ref int at)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(source[(position + (index * sizeof(int)))..]);
            if (length < 0 || length > source.Length - at)
            {
                throw DecisionNumbers.Malformed(source);
            }

            at += length;
            return source.Slice(at - length, length);
        }
    }
}
