using System.Globalization;
using System.Text;
using CsCheck;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudExpiryTests
{
    private const int Day = 86_400;
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(Subjects.Start);

    private static readonly Gen<(int Second, int Customer, int Instrument)[]> Payments =
        Gen.Select(Gen.Int[0, 900 * Day], Gen.Int[1, 6], Gen.Int[1, 6]).Array[1, 60];

    [TestMethod]
    public void Who_has_not_paid_for_long_is_forgotten_and_everyone_else_is_as_if_nothing_had_been() =>
        Gen.Select(Payments, Gen.Int[0, 900]).Sample((payments, beforeDay) =>
        {
            var (live, plain, replayed) = (new FraudState(new FraudOptions(), "0"), new FraudState(new FraudOptions(), "0"), new FraudState(new FraudOptions(), "0"));
            var changes = Add(live, payments);
            Add(plain, payments);
            var (beforeMs, change) = (Subjects.Start + (beforeDay * Day * 1_000L), new byte[FraudState.ExpireChangeSize]);
            live.Expire(beforeMs, change);
            changes.ForEach(one => replayed.Apply(one));
            replayed.Apply(change);
            CollectionAssert.AreEqual(FraudStateBytes.Of(live), FraudStateBytes.Of(replayed));
            for (var key = 1UL; key <= 6; key++)
            {
                foreach (var (after, before) in new[] { (live.Customers.Find(key), plain.Customers.Find(key)), (live.Instruments.Find(100 + key), plain.Instruments.Find(100 + key)) })
                {
                    Assert.AreEqual(before is null || before.Value.LastSeenMs < beforeMs, after is null);
                    CollectionAssert.AreEqual(after is null ? [] : before!.Value.Traces.ToArray(), after?.Traces.ToArray() ?? []);
                }

                Assert.AreEqual(live.Customers.Find(key) is null, live.Summaries.Find(key) is null);
            }
        });

    [TestMethod]
    public async Task A_stream_forgets_once_a_day_whom_the_setting_does_not_keep_and_a_replay_comes_to_the_same()
    {
        var options = new FraudOptions { KeepCustomers = TimeSpan.FromDays(100) };
        var (scorer, slot, meters) = Scorer(options);
        await using (slot)
        using (meters)
        {
            var live = scorer.CreateState(new StreamPartition(HubNames.Payments, "fraud", "0"));
            var replayed = scorer.CreateState(new StreamPartition(HubNames.Payments, "fraud", "0"));
            await ScoreAsync(scorer, live, replayed, Payment(1, "c-1", 0));
            await ScoreAsync(scorer, live, replayed, Payment(2, "c-2", 60));
            Assert.HasCount(2, live.Summaries.All.ToList(), "young enough");
            await ScoreAsync(scorer, live, replayed, Payment(3, "c-3", 101));
            Assert.IsNull(live.Customers.Find(Key("c-1").Low));
            Assert.IsNull(live.Summaries.Find(Key("c-1").Low));
            Assert.IsNotNull(live.Customers.Find(Key("c-2").Low));
            CollectionAssert.AreEqual(FraudStateBytes.Of(live), FraudStateBytes.Of(replayed));

            // Who comes back begins anew.
            await ScoreAsync(scorer, live, replayed, Payment(4, "c-1", 102));
            Assert.AreEqual(1, live.Customers.Find(Key("c-1").Low)!.Value.Traces.Length);
            CollectionAssert.AreEqual(FraudStateBytes.Of(live), FraudStateBytes.Of(replayed));
        }
    }

    private static Pseudonym Key(string customer) => new PseudonymKey(new byte[32]).Of(new CustomerId(customer));

    private static async Task ScoreAsync(PaymentScorer scorer, FraudState live, FraudState replayed, StreamEvent payment)
    {
        var result = new BatchResult();
        await scorer.ProcessAsync(live, new[] { payment }, result, CancellationToken.None);
        Assert.AreEqual(0, result.DeadLetterCount);
        for (var i = 0; i < result.ChangeCount; i++)
        {
            replayed.Apply(result.ChangeAt(i));
        }
    }

    private static (PaymentScorer Scorer, ModelSlot Slot, TestMeters Meters) Scorer(FraudOptions options)
    {
        var time = new FakeTimeProvider(Start);
        var registry = new ModelRegistry(new BlobContainerClient(new Uri("https://unused.invalid/models")), time);
        var (slot, meters) = (new ModelSlot(registry, new ModelSlotOptions { Model = "fraud" }, time, NullLogger<ModelSlot>.Instance), new TestMeters());
        var reader = new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates());
        return (new PaymentScorer(reader, slot, options, new FraudInstruments(meters), time, NullLogger<PaymentScorer>.Instance), slot, meters);
    }

    private static StreamEvent Payment(int number, string customer, int day)
    {
        var at = Start.AddDays(day);
        return new StreamEvent(
            number,
            at,
            Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"type":"payment.authorised","paymentId":"p-{{number}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}","instrumentId":"i-{{customer}}",
                "method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR"}
                """)),
            null, null, null);
    }

    private static List<byte[]> Add(FraudState state, (int Second, int Customer, int Instrument)[] payments)
    {
        var changes = new List<byte[]>();
        foreach (var (second, customer, instrument) in payments.OrderBy(static payment => payment.Second))
        {
            var trace = Subjects.Trace(second, instrument: 100UL + (ulong)instrument, customer: (uint)customer);
            var decision = new CustomerDecision(new Pseudonym((ulong)customer), trace.OccurredAtMs, trace.OccurredAtMs, 20, 0.5f, DecisionOutcome.Approve);
            changes.AddRange([FraudChanges.Add(state, (ulong)customer, trace), FraudChanges.Add(state, decision)]);
        }

        return changes;
    }
}
