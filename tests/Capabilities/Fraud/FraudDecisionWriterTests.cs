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

    private static readonly Gen<PaymentTrace> Traces = Gen.Select(Gen.UInt, Gen.UInt, Gen.Float[0, 1e6f], Gen.UShort, Gen.UShort)
        .Select((seller, payment, amount, ip, mismatches) => new PaymentTrace(0, 0, 0, amount, 0, seller, payment, 0, ip, (PaymentMismatches)mismatches));

    [TestMethod]
    public void An_event_made_of_a_change_is_what_the_serialiser_writes_for_the_same_decision()
    {
        var writer = new FraudDecisionWriter();
        Gen.Select(Payments, PaymentKeys, Scores, Scores, Gen.Int[0, 127], Times, Gen.Bool).Sample((payment, keys, score, other, flags, decidedAt, hasLookup) =>
        {
            payment = payment with { Keys = keys };
            var decision = Decision(score, other, flags, decidedAt);
            var expected = decision.ToEvent(payment);
            lock (writer)
            {
                writer.Begin();
                var made = Make(writer.Write(payment, decision, hasLookup));
                Assert.AreEqual(JsonSerializer.Serialize(expected, EventJson.Default.FraudDecided), Encoding.UTF8.GetString(made.Body.Span));
                Assert.AreEqual(
                    (HubNames.Decisions, expected.PartitionKey, expected.EventId, expected.Type, hasLookup ? payment.PaymentId : null),
                    (made.Hub, made.PartitionKey.ToString(), made.EventId.ToString(), made.EventType, made.LookupKey));
            }
        });
    }

    [TestMethod]
    public void A_change_leaves_out_the_texts_of_the_first_of_its_batch() =>
        Gen.Select(Payments, PaymentKeys, Gen.OneOf(0.25, 0.5), Gen.OneOf(0, 16, 48, 127), Times).Array[1, 6].Sample(batch =>
        {
            var writer = new FraudDecisionWriter();
            for (var time = 0; time < 2; time++)
            {
                writer.Begin();
                byte[]? first = null;
                foreach (var (payment, keys, score, flags, decidedAt) in batch)
                {
                    var (paid, decision) = (payment with { Keys = keys }, Decision(score, 0.5, flags, decidedAt));
                    var change = writer.Write(paid, decision, hasLookup: false).ToArray();
                    first ??= change;

                    Assert.AreEqual(
                        JsonSerializer.Serialize(decision.ToEvent(paid), EventJson.Default.FraudDecided), Encoding.UTF8.GetString(Make(change, first).Body.Span));
                }
            }
        });

    [TestMethod]
    public void A_text_that_the_first_has_not_itself_is_refused()
    {
        var writer = new FraudDecisionWriter();
        var first = writer.Write(GoldenPayment, GoldenDecision, hasLookup: true).ToArray();
        var second = writer.Write(GoldenPayment, GoldenDecision, hasLookup: true).ToArray();

        Assert.IsLessThan(first.Length / 2, second.Length);
        Make(second, first);
        Assert.ThrowsExactly<FormatException>(() => Make(second, second));
        Assert.ThrowsExactly<FormatException>(() => Make(second, Array.Empty<byte>()));
    }

    [TestMethod]
    public void A_change_adds_the_payment_and_the_decision_that_it_was_written_for() =>
        Gen.Select(Payments, PaymentKeys, Traces, Scores, Times).Sample((payment, keys, rest, score, decidedAt) =>
        {
            var trace = rest with
            {
                OccurredAtMs = payment.OccurredAt.ToUnixTimeMilliseconds(),
                Instrument = keys.Instrument.Low,
                Device = keys.Device.Low,
                Address = keys.Address.Low,
                Customer = (uint)payment.Customer.Low,
                ShippingCountry = keys.Shipping.Packed,
            };
            payment = payment with { Keys = keys, Trace = trace, AmountBase = trace.Amount };
            var decision = Decision(score, 0.5, 1, decidedAt);
            var summary = new CustomerDecision(
                payment.Customer, trace.OccurredAtMs, decidedAt.ToUnixTimeMilliseconds(), trace.Amount, (float)score, decision.Outcome);
            var (live, replayed) = (new FraudState(new FraudOptions(), "0"), new FraudState(new FraudOptions(), "0"));
            live.AddPayment(payment.Customer.Low, trace);
            live.AddDecision(summary);

            replayed.Apply(new FraudDecisionWriter().Write(payment, decision, hasLookup: false).Span);

            CollectionAssert.AreEqual(FraudStateBytes.Of(live), FraudStateBytes.Of(replayed));
        });

    [TestMethod]
    public void The_change_is_read_and_written_as_ever()
    {
        var golden = Golden("fraud-decided-v7.hex");

        Assert.AreEqual(Convert.ToHexStringLower(golden), Convert.ToHexStringLower(new FraudDecisionWriter().Write(GoldenPayment, GoldenDecision, hasLookup: true).Span));
        Assert.AreEqual(
            JsonSerializer.Serialize(GoldenDecision.ToEvent(GoldenPayment), EventJson.Default.FraudDecided), Encoding.UTF8.GetString(Make(golden).Body.Span));
        var state = new FraudState(new FraudOptions(), "0");
        state.Apply(golden);
        CollectionAssert.AreEqual(new[] { GoldenPayment.Trace }, state.Customers.Find(GoldenPayment.Customer.Low)!.Value.Traces.ToArray());
    }

    [TestMethod]
    public void The_short_form_of_journals_of_version_4_is_read() => Assert.AreEqual(
        JsonSerializer.Serialize(GoldenDecision.ToEvent(GoldenPayment), EventJson.Default.FraudDecided), Expand(Golden("fraud-decision-v1.hex"), "p-1:decided"));

    [TestMethod]
    public void A_change_cut_short_or_of_another_kind_is_refused()
    {
        var whole = new FraudDecisionWriter().Write(GoldenPayment, GoldenDecision, hasLookup: true).ToArray();
        var form = Golden("fraud-decision-v1.hex");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsExactly<FormatException>(() => Make(whole.AsMemory(0, length)), $"{length} of {whole.Length} bytes");
        }

        for (var length = 0; length < form.Length; length++)
        {
            Assert.ThrowsExactly<FormatException>(() => Expand(form[..length], "p-1:decided"), $"{length} of {form.Length} bytes");
        }

        Assert.ThrowsExactly<FormatException>(() => Make(new byte[] { 8 }.Concat(whole[1..]).ToArray()));
        Assert.ThrowsExactly<FormatException>(() => Make(whole.Append((byte)0).ToArray()));
        Assert.ThrowsExactly<FormatException>(() => Expand([.. form, 0], "p-1:decided"));
        Assert.ThrowsExactly<FormatException>(() => Expand(form, "p-1"));
    }

    [TestMethod]
    public void No_bytes_do_worse_than_a_format_error() =>
        Gen.Select(Gen.Byte.Array[0, 250], Gen.Bool, Gen.Bool).Sample((bytes, beginsWell, isShortForm) =>
        {
            if (beginsWell && bytes.Length > 1)
            {
                (bytes[0], bytes[1]) = (isShortForm ? DecidedPayment.ShortFormVersion : DecidedPayment.Kind, (byte)(bytes[1] % 3));
            }

            try
            {
                _ = isShortForm ? Expand(bytes, "p-1:decided") : Make(bytes).ToString();
            }
            catch (FormatException)
            {
                // The only refusal.
            }
        });

    [TestMethod]
    public void Writing_an_approval_again_and_its_event_allocates_nothing()
    {
        var writer = new FraudDecisionWriter();
        var decision = Decision(0.01, 0.5, 0, DateTimeOffset.UnixEpoch);
        decision.Model = new ModelReference("fraud", "1", "00");
        decision.Reasons.Add(FraudReasonCatalogue.BelowThresholds);
        var target = new ArrayBufferWriter<byte>(4_096);
        var first = writer.Write(GoldenPayment, decision, hasLookup: false).ToArray();
        FraudDecisionForm.Instance.Make(writer.Write(GoldenPayment, decision, hasLookup: false), first, target);
        target.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var made = FraudDecisionForm.Instance.Make(writer.Write(GoldenPayment, decision, hasLookup: false), first, target);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(made.Body.Length + made.EventId.Utf8.Length, target.WrittenCount);
    }

    private static PendingPayment GoldenPayment { get; } = new PendingPayment(
        "p-1", new Pseudonym(7), CountryCode.Parse("DE"), new Money(2_550, CurrencyCode.Parse("EUR")), 25.5f, true,
        DateTimeOffset.UnixEpoch.AddTicks(12_345_678), DateTimeOffset.UnixEpoch.AddSeconds(2), 41, "test")
    {
        Keys = new PaymentKeys(new Pseudonym(1), new Pseudonym(2), default, CountryCode.Parse("FR"), default, LanguageTag.Parse("de"), new Pseudonym(3)),
        Trace = new PaymentTrace(1_234, 2, 0, 25.5f, 7, 11, 12, 0, CountryCode.Parse("CH").Packed, PaymentMismatches.MarketIp | PaymentMismatches.IssuerIp, Address: 3),
    };

    private static FraudDecision GoldenDecision => Decision(0.25, 0.5, 1 | 16 | 32, DateTimeOffset.UnixEpoch.AddSeconds(3));

    private static OutgoingEvent Make(ReadOnlyMemory<byte> change, ReadOnlyMemory<byte>? first = null) =>
        FraudDecisionForm.Instance.Make(change, first ?? change, new ArrayBufferWriter<byte>());

    private static string Expand(byte[] form, string eventId)
    {
        var body = new ArrayBufferWriter<byte>();
        FraudDecisionForm.Instance.Expand(
            new OutgoingEvent(HubNames.Decisions, GoldenPayment.Customer.ToString(), eventId, EventTypes.FraudDecided, form, null), body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static byte[] Golden(string file) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file)).Where(static line => !line.StartsWith('#'))));

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
