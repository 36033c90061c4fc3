using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud.Scoring;

[TestClass]
public sealed class LiveScorerTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_payment_is_scored_as_the_stream_decides_it_later_features_bit_for_bit()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var random = new Random(11);
        var last = new long[ScoringRig.Partitions];
        Array.Fill(last, -1);
        var outcomes = new HashSet<DecisionOutcome>();
        for (var number = 0; number < 240; number++)
        {
            var customer = random.Next(9);
            var partition = ScoringRig.PartitionOf(customer);
            var body = ScoringRig.Payment(number, customer, number - random.Next(40), random.Next(100, 700_000) / 100m);
            await rig.ReachAsync(partition, last[partition]);
            var buffers = new LiveBuffers();
            var live = rig.Live.Score(Encoding.UTF8.GetBytes(body), null, buffers);
            Assert.AreEqual(LiveScoreStatus.Decided, live.Status, live.Detail);
            Assert.AreEqual((partition, last[partition]), (int.Parse(live.AsOf.PartitionId, System.Globalization.CultureInfo.InvariantCulture), live.AsOf.LastSequence));

            await rig.RunAsync(partition, ScoringRig.Event(++last[partition], body));
            var row = MemoryMarshal.AsBytes(buffers.Row.AsSpan()).ToArray();
            CollectionAssert.AreEqual(row, rig.Archived[^row.Length..], $"features of payment {number}");
            var decided = JsonSerializer.Deserialize(rig.Published[^1].Body.Span, EventJson.Default.FraudDecided)!;
            var expected = live.Decision! with { SequenceNumber = decided.SequenceNumber, EnqueuedAt = decided.EnqueuedAt };
            Assert.AreEqual(Text(expected), Encoding.UTF8.GetString(rig.Published[^1].Body.Span));
            outcomes.Add(decided.Outcome);
        }

        Assert.IsGreaterThan(1, outcomes.Count, "a test of one outcome proves little");

        static string Text(FraudDecided decided) => JsonSerializer.Serialize(decided, EventJson.Default.FraudDecided);
    }

    [TestMethod]
    public async Task Scoring_changes_nothing()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        await rig.RunAsync(ScoringRig.PartitionOf(1), ScoringRig.Event(0, ScoringRig.Payment(0, 1, 0, 20)));
        await rig.ReachAsync(ScoringRig.PartitionOf(1), 0);
        var body = Encoding.UTF8.GetBytes(ScoringRig.Payment(1, 1, 5, 30));
        var first = rig.Live.Score(body).Decision;
        for (var i = 0; i < 50; i++)
        {
            Assert.AreEqual(first!.Score, rig.Live.Score(body).Decision!.Score);
        }

        Assert.HasCount(1, rig.Published);
    }

    [TestMethod]
    public async Task Many_threads_read_beside_the_changes_and_see_whole_payments()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var partition = ScoringRig.PartitionOf(1);
        await rig.RunAsync(partition, ScoringRig.Event(0, ScoringRig.Payment(0, 1, 0, 20)));
        await rig.ReachAsync(partition, 0);
        using var stop = new CancellationTokenSource();
        var count = Array.IndexOf([.. FraudColumns.Names], "customer_payments_30d");
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Read(stop.Token), CancellationToken.None)).ToArray();
        for (var sequence = 1; sequence <= 60; sequence++)
        {
            await rig.RunAsync(partition, ScoringRig.Event(sequence, ScoringRig.Payment(sequence, 1, sequence, 20)));
        }

        await rig.ReachAsync(partition, 60);
        await stop.CancelAsync();
        foreach (var seen in await Task.WhenAll(readers))
        {
            Assert.IsTrue(seen.Zip(seen.Skip(1)).All(static pair => pair.First <= pair.Second), "a reader saw a payment vanish");
        }

        List<float> Read(CancellationToken cancellationToken)
        {
            var (seen, buffers) = (new List<float>(), new LiveBuffers());
            var body = Encoding.UTF8.GetBytes(ScoringRig.Payment(999, 1, 100, 20));
            while (!cancellationToken.IsCancellationRequested)
            {
                Assert.AreEqual(LiveScoreStatus.Decided, rig.Live.Score(body, null, buffers).Status);
                seen.Add(buffers.Row[count]);
            }

            return seen;
        }
    }

    [TestMethod]
    public async Task What_is_no_payment_is_refused_with_its_member()
    {
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken);
        var good = ScoringRig.Payment(1, 1, 0, 20);
        Check("no json", "body");
        Check(good.Replace("EUR", "EUX", StringComparison.Ordinal), "currency");
        Check(good.Replace("\"customerId\":\"c-1\",", "", StringComparison.Ordinal), "customerId");
        Check(good.Replace("2026", "2019", StringComparison.Ordinal), "occurredAt");
        Check(good.Replace("payment.authorised", "payment.labelled", StringComparison.Ordinal), "type");
        Assert.AreEqual(LiveScoreStatus.Loading, rig.Live.Score(Encoding.UTF8.GetBytes(good)).Status, "nothing is followed yet");

        void Check(string body, string field)
        {
            var refused = rig.Live.Score(Encoding.UTF8.GetBytes(body));
            Assert.AreEqual((LiveScoreStatus.Refused, field), (refused.Status, refused.Field), refused.Detail);
        }
    }
}
