using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud.Scoring;

[TestClass]
public sealed class ScoreDeskTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(ScoringRig.Payment(1, 1, 0, 20));
    private static readonly byte[] Other = Encoding.UTF8.GetBytes(ScoringRig.Payment(2, 1, 0, 20));

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_first_request_loads_the_state_and_its_answer_is_a_decision_with_its_freshness()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var answer = await Desk(rig, rig).AnswerAsync(Good, records: false, null, null, TestContext.CancellationToken);

        Assert.AreEqual(ScoreAnswerKind.Decided, answer.Kind, answer.Detail);
        Assert.AreEqual("p-1", JsonSerializer.Deserialize(answer.Body.Span, EventJson.Default.FraudDecided)!.PaymentId.Value);
        using var json = JsonDocument.Parse(answer.Body);
        var asOf = json.RootElement.GetProperty("asOf");
        Assert.AreEqual(-1, asOf.GetProperty("sequenceNumber").GetInt64());
        Assert.AreEqual($"{ScoringRig.PartitionOf(1)}", asOf.GetProperty("partition").GetString());
        Assert.IsGreaterThanOrEqualTo(0, asOf.GetProperty("stalenessMs").GetDouble());
        Assert.IsFalse(json.RootElement.GetProperty("recorded").GetBoolean());
        Assert.HasCount(0, rig.Published);
    }

    [TestMethod]
    public async Task A_recorded_payment_is_published_once_for_each_idempotency_key()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var desk = Desk(rig, rig);
        var first = await desk.AnswerAsync(Good, records: true, "key-1", null, TestContext.CancellationToken);
        var again = await desk.AnswerAsync(Good, records: true, "key-1", null, TestContext.CancellationToken);
        var reused = await desk.AnswerAsync(Other, records: true, "key-1", null, TestContext.CancellationToken);
        var bad = await desk.AnswerAsync(Good, records: true, "schlüssel", null, TestContext.CancellationToken);

        CollectionAssert.AreEqual(first.Body.ToArray(), again.Body.ToArray());
        Assert.AreEqual((ScoreAnswerKind.KeyReused, "Idempotency-Key"), (reused.Kind, reused.Field));
        Assert.AreEqual((ScoreAnswerKind.Refused, "Idempotency-Key"), (bad.Kind, bad.Field));
        var published = rig.Published.Single();
        Assert.AreEqual((HubNames.Payments, "c-1", "p-1", EventTypes.PaymentAuthorised), (published.Hub, published.PartitionKey, published.EventId, published.EventType));
        CollectionAssert.AreEqual(Good, published.Body.ToArray());
        StringAssert.Contains(Encoding.UTF8.GetString(first.Body.Span), "\"recorded\":true");

        // Two keys are remembered: the oldest has made way, and the payment is published again under its own id.
        await desk.AnswerAsync(Other, records: true, "key-2", null, TestContext.CancellationToken);
        await desk.AnswerAsync(Other, records: true, "key-3", null, TestContext.CancellationToken);
        Assert.AreEqual(ScoreAnswerKind.Decided, (await desk.AnswerAsync(Good, records: true, "key-1", null, TestContext.CancellationToken)).Kind);
        CollectionAssert.AreEqual(new[] { "p-1", "p-2", "p-2", "p-1" }, rig.Published.Select(static e => e.EventId.ToString()).ToArray());
    }

    [TestMethod]
    public async Task A_payment_that_the_hub_does_not_take_is_not_said_to_be_recorded()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var failing = await Desk(rig, new Failing()).AnswerAsync(Good, records: true, "key-1", null, TestContext.CancellationToken);
        var hanging = await Desk(rig, new Hanging(), TimeSpan.FromMilliseconds(50)).AnswerAsync(Good, records: true, null, null, TestContext.CancellationToken);

        Assert.AreEqual(ScoreAnswerKind.NotRecorded, failing.Kind);
        Assert.AreEqual(ScoreAnswerKind.NotRecorded, hanging.Kind);
    }

    [TestMethod]
    public async Task While_the_state_cannot_be_loaded_the_answer_says_so_within_the_budget()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        await rig.Follower.DisposeAsync();
        await using var never = Unreachable();
        var desk = new ScoreDesk(
            rig.Live, never, rig, new FraudScoringOptions { TimeBudget = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, NullLogger<ScoreDesk>.Instance);

        Assert.AreEqual(ScoreAnswerKind.Loading, (await desk.AnswerAsync(Good, records: true, null, null, TestContext.CancellationToken)).Kind);
        Assert.HasCount(0, rig.Published);
    }

    // Storage that no one serves: the first load never ends.
    private static StateFollower<FraudState> Unreachable() => new(
        new Nothing(),
        new Azure.Storage.Blobs.BlobServiceClient("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:1/a;"),
        new StateOptions(),
        new FollowerOptions { Hub = HubNames.Payments, ConsumerGroup = "fraud" },
        TimeProvider.System,
        NullLogger<StateFollower<FraudState>>.Instance);

    private static ScoreDesk Desk(ScoringRig rig, IEventPublisher publisher, TimeSpan? budget = null) => new(
        rig.Live,
        rig.Follower,
        publisher,
        new FraudScoringOptions { TimeBudget = budget ?? TimeSpan.FromMinutes(1), IdempotencyKeys = 2 },
        TimeProvider.System,
        NullLogger<ScoreDesk>.Instance);

    private sealed class Failing : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => throw new IOException("The hub is gone.");
    }

    private sealed class Hanging : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class Nothing : IStreamProcessor<FraudState>
    {
        public string Name => "fraud";

        public FraudState CreateState(StreamPartition partition) => new(new FraudOptions(), partition.PartitionId);

        public ValueTask ProcessAsync(FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken) =>
            throw new NotSupportedException("A follower processes nothing.");
    }
}
