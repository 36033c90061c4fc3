using System.Text.Json.Nodes;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Scoring;

[TestClass]
public sealed class SlowModelTests
{
    private const int BudgetMs = 5_000;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Two_slow_batches_in_a_row_send_the_model_to_rest_for_half_a_minute_and_one_does_not()
    {
        var clock = new StepClock(TimeSpan.Zero);
        var (budget, slow, quick) = (new ModelBudget(clock), TimeSpan.FromMilliseconds(BudgetMs + 1), TimeSpan.FromMilliseconds(BudgetMs));

        Assert.IsFalse(budget.Note(slow, BudgetMs) || budget.Note(quick, BudgetMs) || budget.Note(slow, BudgetMs), "never two in a row");
        Assert.IsFalse(budget.Rests);
        Assert.IsTrue(budget.Note(slow, BudgetMs));
        Assert.IsTrue(budget.Rests);
        clock.Advance(ModelBudget.Pause - TimeSpan.FromTicks(1));
        Assert.IsTrue(budget.Rests);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.IsFalse(budget.Rests);
        Assert.IsFalse(budget.Note(slow, null) || budget.Note(slow, null), "a policy without a budget waits as long as it takes");
    }

    [TestMethod]
    public async Task While_a_slow_model_rests_rules_alone_decide_and_the_decision_says_why_until_it_is_asked_again()
    {
        // Whoever looks at the clock finds it six seconds on: every run of the model is too slow.
        await using var rig = await ScoringRig.StartAsync(TestContext.CancellationToken, new StepClock(TimeSpan.FromSeconds(6)));
        var customer = Enumerable.Range(0, 100).First(static one => ScoringRig.PartitionOf(one) == 0);
        for (var batch = 0; batch < 6; batch++)
        {
            await rig.RunAsync(0, ScoringRig.Event(batch, ScoringRig.Payment(batch, customer, 0, 20)));
        }

        var decisions = rig.Published.Select(static output => JsonNode.Parse(output.Body.Span)!).ToList();
        string?[] degraded = [.. decisions.Select(static decision => (string?)decision["policy"]?["degraded"])];
        CollectionAssert.AreEqual(new[] { null, null, "slowModel" }, degraded[..3], string.Join(' ', degraded));
        Assert.IsGreaterThan(0, degraded.Skip(3).Sum(static reason => reason is null ? 1 : 0), "after the pause the model is asked again");
        for (var i = 0; i < decisions.Count; i++)
        {
            Assert.AreEqual(degraded[i] is null, decisions[i]["model"] is not null, $"batch {i}");
        }
    }

    private sealed class StepClock(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks);

        public override DateTimeOffset GetUtcNow() => ScoringRig.Now;

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
