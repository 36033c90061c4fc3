using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudDecisionWriterTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.OneOf(
        Gen.Long[DateTime.UnixEpoch.Ticks, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks],
        Gen.Long[0, 4_000_000_000].Select(seconds => DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond)),
        Gen.Long[0, 4_000_000_000_000].Select(milliseconds => DateTime.UnixEpoch.Ticks + (milliseconds * TimeSpan.TicksPerMillisecond)))
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static readonly Gen<double> Scores = Gen.OneOf(
        Gen.Int[0, 1_000_000].Select(micros => micros / 1e6),
        Gen.Int[0, 200].Select(micros => micros / 1e6),
        Gen.Double[0, 1].Select(score => Math.Round(score, 6)),
        Gen.OneOf(0.0, 1.0, 1e-6, 0.1, 0.95));

    private static readonly Gen<string> Ids = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 30], Gen.OneOf("é", "pay \"1\"", "<&'+`>", "a\\b", "支付-1", "😀"));

    private static readonly Gen<Pseudonym> Keys = Gen.Select(Gen.ULong, Gen.ULong)
        .Select((high, low) => new Pseudonym(new UInt128(high, low)));

    private static readonly Gen<PendingPayment> Payments = Gen.Select(
        Ids, Keys, Gen.Long[0, Money.MaxMinor], Gen.OneOf("EUR", "JPY", "KWD", "XXX", "CLF"), Times, Times, Gen.Bool, Gen.Long[0, long.MaxValue])
        .Select((id, key, minor, currency, occurred, enqueued, flag, sequence) => new PendingPayment(
            id, key, CountryCode.Parse("DE"), new Money(minor, CurrencyCode.Parse(currency)), 1, flag, occurred, enqueued, sequence, "test"));

    private static readonly Gen<PaymentKeys> PaymentKeys = Gen.Select(
        Keys, Keys, Gen.OneOf("ZZ", "FR"), Gen.OneOf("ZZ", "JP"), Gen.OneOf(default, LanguageTag.Parse("pt-BR")), Gen.Bool)
        .Select((seller, instrument, issuer, shipping, language, hasDevice) => new PaymentKeys(
            seller, instrument, hasDevice ? seller : default, CountryCode.Parse(issuer), CountryCode.Parse(shipping), language, hasDevice ? instrument : default));

    [TestMethod]
    public void A_body_is_what_the_serialiser_writes_for_the_same_decision()
    {
        var writer = new FraudDecisionWriter();
        Gen.Select(Payments, PaymentKeys, Scores, Scores, Gen.Int[0, 127], Times).Sample((payment, keys, score, other, flags, decidedAt) =>
        {
            payment = payment with { Keys = keys };
            var decision = Decision(score, other, flags, decidedAt);

            var expected = JsonSerializer.Serialize(decision.ToEvent(payment), EventJson.Default.FraudDecided);
            lock (writer)
            {
                Assert.AreEqual(expected, Body(Event(payment, writer.Write(payment, decision))));
            }
        });
    }

    [TestMethod]
    public void Short_form_version_1_is_read_and_written()
    {
        var payment = new PendingPayment(
            "p-1", new Pseudonym(7), CountryCode.Parse("DE"), new Money(2_550, CurrencyCode.Parse("EUR")), 25.5f, true,
            DateTimeOffset.UnixEpoch.AddTicks(12_345_678), DateTimeOffset.UnixEpoch.AddSeconds(2), 41, "test")
        {
            Keys = new PaymentKeys(new Pseudonym(1), new Pseudonym(2), default, CountryCode.Parse("FR"), default, LanguageTag.Parse("de"), new Pseudonym(3)),
        };
        var decision = Decision(0.25, 0.5, 1 | 16 | 32, DateTimeOffset.UnixEpoch.AddSeconds(3));
        var golden = Golden("fraud-decision-v1.hex");

        Assert.AreEqual(Convert.ToHexStringLower(golden), Convert.ToHexStringLower(new FraudDecisionWriter().Write(payment, decision).Span));
        Assert.AreEqual(JsonSerializer.Serialize(decision.ToEvent(payment), EventJson.Default.FraudDecided), Body(Event(payment, golden)));
    }

    [TestMethod]
    public void A_short_form_cut_short_or_of_another_version_is_refused()
    {
        var payment = new PendingPayment(
            "p-1", new Pseudonym(7), CountryCode.Parse("DE"), new Money(1, CurrencyCode.Parse("EUR")), 1, false, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, "test")
        {
            Keys = new PaymentKeys(new Pseudonym(1), new Pseudonym(2), new Pseudonym(3), default, default, default),
        };
        var whole = new FraudDecisionWriter().Write(payment, Decision(0.25, 0.5, 32, DateTimeOffset.UnixEpoch)).ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsExactly<FormatException>(() => Body(Event(payment, whole.AsMemory(0, length))), $"{length} of {whole.Length} bytes");
        }

        Assert.ThrowsExactly<FormatException>(() => Body(Event(payment, new byte[] { 2 }.Concat(whole[1..]).ToArray())));
        Assert.ThrowsExactly<FormatException>(() => Body(Event(payment, whole.Append((byte)0).ToArray())));
        Assert.ThrowsExactly<FormatException>(() => Body(Event(payment, whole) with { EventId = "p-1" }));
    }

    [TestMethod]
    public void No_bytes_do_worse_than_a_format_error() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((bytes, isVersion1) =>
        {
            if (isVersion1 && bytes.Length > 1)
            {
                (bytes[0], bytes[1]) = (1, (byte)(bytes[1] % 3));
            }

            try
            {
                Body(new OutgoingEvent("decisions", "p_1", "p-1:decided", EventTypes.FraudDecided, bytes, null));
            }
            catch (FormatException)
            {
                // The only refusal.
            }
        });

    [TestMethod]
    public void Writing_an_approval_again_allocates_nothing()
    {
        var writer = new FraudDecisionWriter();
        var payment = new PendingPayment(
            "p-1", new Pseudonym(7), CountryCode.Parse("DE"), new Money(2_550, CurrencyCode.Parse("EUR")), 25.5f, false,
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, "test");
        var decision = Decision(0.01, 0.5, 0, DateTimeOffset.UnixEpoch);
        decision.Model = new ModelReference("fraud", "1", "00");
        decision.Reasons.Add(FraudReasonCatalogue.BelowThresholds);
        var (output, body) = (Event(payment, writer.Write(payment, decision)), new ArrayBufferWriter<byte>(4_096));
        FraudDecisionForm.Instance.Expand(output, body);
        body.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        output = output with { Body = writer.Write(payment, decision) };
        FraudDecisionForm.Instance.Expand(output, body);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThan(output.Body.Length, body.WrittenCount);
    }

    private static OutgoingEvent Event(in PendingPayment payment, ReadOnlyMemory<byte> form) => new(
        HubNames.Decisions, payment.Customer.ToString(), payment.PaymentId + FraudDecided.EventIdSuffix, EventTypes.FraudDecided, form, null);

    private static byte[] Golden(string file) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file)).Where(static line => !line.StartsWith('#'))));

    private static string Body(in OutgoingEvent output)
    {
        var body = new ArrayBufferWriter<byte>();
        FraudDecisionForm.Instance.Expand(output, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static FraudDecision Decision(double score, double other, int flags, DateTimeOffset decidedAt)
    {
        var decision = new FraudDecision
        {
            Outcome = (DecisionOutcome)(flags % 3),
            Score = score,
            Thresholds = new FraudThresholds(Math.Min(score, other), Math.Max(score, other)),
            PolicyVersion = "7",
            DecidedAt = decidedAt,
            Partition = "2",
            AdjustedScore = (flags & 1) == 0 ? null : other,
            ReasonMethod = (flags & 2) == 0 ? null : (ReasonMethod)(flags & 1),
            Capped = (flags & 4) != 0,
            Degraded = (flags & 8) == 0 ? null : "slowModel",
            Model = (flags & 16) == 0 ? null : new ModelReference("fraud", "1 <é>", "00ff"),
        };
        if ((flags & 32) != 0)
        {
            decision.Reasons.AddRange([new("newDevice", null, "device_is_new", 1, 1.31), new("é", "text", "f", -1e9, -0.0001), new("c")]);
            decision.Rules.AddRange([new("r1", DecisionOutcome.Approve), new("r2", DecisionOutcome.Review, -0.5), new("r3", DecisionOutcome.Decline)]);
        }

        if ((flags & 64) != 0)
        {
            decision.Lists.AddRange(["deny:device", "allow:customer"]);
            decision.Snoozed.Add("r9");
        }

        return decision;
    }
}
