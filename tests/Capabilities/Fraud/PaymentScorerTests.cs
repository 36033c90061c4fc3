using System.Text;
using System.Text.Json;
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
public sealed class PaymentScorerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StreamPartition Partition = new(HubNames.Payments, "fraud", "2");

    [TestMethod]
    public async Task What_cannot_be_read_is_dead_lettered_and_the_rest_of_its_batch_is_decided()
    {
        var (result, _) = await ScoreAsync(
            Event(1, "no json"),
            Event(2, Payment("p-1")),
            Event(3, Payment("p-2").Replace("\"customerId\":\"c-1\",", "", StringComparison.Ordinal)),
            Event(4, Payment("p-3").Replace("25.50", "-25.50", StringComparison.Ordinal)),
            Event(5, Payment("p-4").Replace("EUR", "EUX", StringComparison.Ordinal)),
            Event(6, Payment("p-5", Now.AddYears(-1))),
            Event(7, Payment("p-6", Now.AddYears(1))),
            Event(8, Payment("p-7")));

        var decided = Enumerable.Range(0, result.OutputCount).Select(i => result.OutputAt(i).LookupKey).ToList();
        CollectionAssert.AreEqual(new[] { "p-1", "p-7" }, decided);
        var refused = Enumerable.Range(0, result.DeadLetterCount).Select(result.DeadLetterAt).ToList();
        CollectionAssert.AreEqual(new long[] { 1, 3, 4, 5, 6, 7 }, refused.Select(letter => letter.SequenceNumber).ToList());
        StringAssert.Contains(refused[0].Reason, "not JSON");
        StringAssert.Contains(refused[1].Reason, "'customerId' is missing");
        StringAssert.Contains(refused[2].Reason, "'amount' is below zero");
        StringAssert.Contains(refused[3].Reason, "'currency'");
        StringAssert.Contains(refused[4].Reason, "'occurredAt'");
        Assert.AreEqual(PaymentScorer.ValidateStage, refused[5].Stage);
    }

    [TestMethod]
    public async Task A_payment_sent_twice_is_decided_once()
    {
        var (result, state) = await ScoreAsync(Event(1, Payment("p-1"), id: "a"), Event(2, Payment("p-1"), id: "b"));

        Assert.AreEqual(1, result.OutputCount);
        Assert.AreEqual(1, result.DuplicateCount);
        Assert.AreEqual(1, result.ChangeCount, "the payment with its decision");
        Assert.AreEqual(1, state.Customers.Count);
    }

    [TestMethod]
    public async Task What_is_switched_off_is_not_written_and_decisions_and_state_stay_the_same()
    {
        StreamEvent[] events = [Event(1, Payment("p-1")), Event(2, Payment("p-2"))];
        var (all, whole) = await ScoreAsync(new FraudOptions(), events);
        var (bare, state) = await ScoreAsync(
            new FraudOptions { ArchiveDecisions = false, StoreCustomers = false, StoreDecisions = false }, events);

        Assert.AreEqual(2, all.EntryCount, "customers and decisions");
        Assert.AreEqual(0, bare.EntryCount);
        for (var i = 0; i < 2; i++)
        {
            Assert.IsNull(bare.OutputAt(i).LookupKey);
            Assert.IsTrue(all.OutputAt(i).Body.Span.SequenceEqual(bare.OutputAt(i).Body.Span));
        }

        CollectionAssert.AreEqual(FraudStateBytes.Of(whole), FraudStateBytes.Of(state));
    }

    [TestMethod]
    public async Task A_decision_holds_pseudonyms_and_no_identifier_of_a_person()
    {
        var (result, _) = await ScoreAsync(Event(1, Payment("p-1")));

        var body = Encoding.UTF8.GetString(result.OutputAt(0).Body.Span);
        var decision = JsonSerializer.Deserialize(body, EventJson.Default.FraudDecided)!;
        Assert.AreEqual(decision.CustomerKey.ToString(), result.OutputAt(0).PartitionKey);
        foreach (var raw in (string[])["c-1", "i-1", "d-1", "s-1"])
        {
            Assert.IsFalse(body.Contains(raw, StringComparison.Ordinal), $"{raw} stands in {body}");
        }
    }

    [TestMethod]
    public async Task A_decision_tells_watchers_of_seller_instrument_device_and_corridor_as_far_as_they_are_known()
    {
        var (result, _) = await ScoreAsync(
            Event(1, Payment("p-1").Replace("\"deviceId\":\"d-1\"", "\"issuerCountry\":\"FR\",\"shippingCountry\":\"ZZ\"", StringComparison.Ordinal)),
            Event(2, Payment("p-2")));

        var key = new PseudonymKey(new byte[32]);
        var first = JsonSerializer.Deserialize(result.OutputAt(0).Body.Span, EventJson.Default.FraudDecided)!;
        Assert.AreEqual(CountryCode.Parse("FR"), first.IssuerCountry);
        Assert.IsNull(first.ShippingCountry);
        Assert.IsNull(first.DeviceKey);
        Assert.AreEqual(key.Of(new SellerId("s-1")), first.SellerKey);
        Assert.AreEqual(key.Of(new InstrumentId("i-1")), first.InstrumentKey);
        Assert.AreEqual(
            key.Of(new DeviceId("d-1")), JsonSerializer.Deserialize(result.OutputAt(1).Body.Span, EventJson.Default.FraudDecided)!.DeviceKey);
    }

    [TestMethod]
    public async Task Without_a_model_rules_decide_and_the_decision_says_so()
    {
        var (result, _) = await ScoreAsync(Event(1, Payment("p-1").Replace("25.50", "9000.00", StringComparison.Ordinal)));

        var decision = JsonSerializer.Deserialize(result.OutputAt(0).Body.Span, EventJson.Default.FraudDecided)!;
        Assert.AreEqual(DecisionOutcome.Review, decision.Outcome);
        Assert.IsNull(decision.Model);
        CollectionAssert.AreEqual(new[] { "firstPaymentLimit", "noModel" }, decision.Reasons.Select(reason => reason.Code).ToList());
        Assert.AreEqual("2", decision.Partition);
        Assert.AreEqual(9_000m, decision.Amount);
    }

    [TestMethod]
    public async Task A_chargeback_reaches_the_customer_the_instrument_and_the_device_once()
    {
        const string label =
            """{"type":"payment.labelled","paymentId":"p-1","customerId":"c-1","occurredAt":"2026-03-01T12:00:00Z","label":"chargeback","source":"acquirer"}""";

        var (result, state) = await ScoreAsync(Event(1, Payment("p-1")), Event(2, label), Event(3, label), Event(4, Payment("p-2")));

        Assert.AreEqual(1, result.DuplicateCount);
        var second = JsonSerializer.Deserialize(result.OutputAt(1).Body.Span, EventJson.Default.FraudDecided)!;
        Assert.AreEqual("knownFraud", second.Rules.Single().Name);
        var labelled = JsonSerializer.Deserialize(result.OutputAt(2).Body.Span, EventJson.Default.FraudLabelled)!;
        Assert.AreEqual((second.CustomerKey, PaymentLabel.Chargeback, 2L), (labelled.CustomerKey, labelled.Label, labelled.SequenceNumber), "behind the decisions");
        Assert.AreEqual(3, result.OutputCount);
        Assert.AreEqual(1, state.Devices.Count);
    }

    [TestMethod]
    public async Task A_batch_hands_over_its_customers_its_decisions_and_its_labels_cleared_ones_too()
    {
        const string label =
            """{"type":"payment.labelled","paymentId":"p-1","customerId":"c-1","occurredAt":"2026-03-01T12:00:00Z","label":"cleared","source":"acquirer"}""";

        var (result, state) = await ScoreAsync(Event(1, Payment("p-1")), Event(2, Payment("p-2")), Event(3, label));

        CollectionAssert.AreEqual(
            new[] { "table/FraudCustomers", "archive/fraud/decisions", "archive/fraud/labels" },
            Enumerable.Range(0, result.EntryCount).Select(index => result.EntryAt(index).Target).ToList());
        var summary = state.Summaries.All.Single();
        Assert.AreEqual(2, summary.Approved + summary.Reviewed + summary.Declined);
        Assert.AreEqual(51, summary.Amount, 1e-6);
        foreach (var raw in (string[])["c-1", "i-1", "d-1"])
        {
            for (var index = 0; index < result.EntryCount; index++)
            {
                Assert.AreEqual(-1, result.EntryAt(index).Body.Span.IndexOf(Encoding.UTF8.GetBytes(raw)), $"{raw} stands in {result.EntryAt(index).Target}");
            }
        }
    }

    [TestMethod]
    public async Task The_clock_of_a_replay_counts_only_where_it_is_trusted()
    {
        var then = new DateTimeOffset(2011, 5, 1, 0, 0, 0, TimeSpan.Zero);
        StreamEvent[] replayed = [Event(1, Payment("p-1", then)) with { ProducerClock = then.AddMinutes(1) }];

        var (distrusted, _) = await ScoreAsync(new FraudOptions(), replayed);
        var (trusted, _) = await ScoreAsync(new FraudOptions { TrustProducerClock = true }, replayed);

        Assert.AreEqual((1, 0), (distrusted.DeadLetterCount, distrusted.OutputCount));
        Assert.AreEqual((0, 1), (trusted.DeadLetterCount, trusted.OutputCount));
    }

    private static Task<(BatchResult Result, FraudState State)> ScoreAsync(params StreamEvent[] events) => ScoreAsync(new FraudOptions(), events);

    private static async Task<(BatchResult Result, FraudState State)> ScoreAsync(FraudOptions options, StreamEvent[] events)
    {
        var time = new FakeTimeProvider(Now);
        var registry = new ModelRegistry(new BlobContainerClient(new Uri("https://unused.invalid/models")), time);
        await using var slot = new ModelSlot(registry, new ModelSlotOptions { Model = "fraud" }, time, NullLogger<ModelSlot>.Instance);
        using var meters = new TestMeters();
        var reader = new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates());
        var scorer = new PaymentScorer(reader, slot, options, new FraudInstruments(meters), time, NullLogger<PaymentScorer>.Instance);
        var state = scorer.CreateState(Partition);
        var result = new BatchResult();
        await scorer.ProcessAsync(state, events, result, CancellationToken.None);
        return (result, state);
    }

    private static StreamEvent Event(long sequence, string body, string? id = null) =>
        new(sequence, Now, Encoding.UTF8.GetBytes(body), id, null, null);

    private static string Payment(string id, DateTimeOffset? occurredAt = null) =>
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{occurredAt ?? Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-1",
        "instrumentId":"i-1","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR","deviceId":"d-1","shippingAddressId":"l-1"}
        """;
}
