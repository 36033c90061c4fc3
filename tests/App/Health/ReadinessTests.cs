using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.App.Health;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Inference;

namespace XbFunctions.App.Tests.Health;

[TestClass]
public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _time = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_worst_finding_is_the_answer()
    {
        using var readiness = Ask(Found("a", HealthState.Ready), Found("b", HealthState.Degraded));
        var answer = await readiness.AskAsync(TestContext.CancellationToken);
        Assert.AreEqual(HealthState.Degraded, answer.Status);
        CollectionAssert.AreEqual(new[] { "a", "b" }, answer.Checks.Select(check => check.Name).ToArray());
    }

    [TestMethod]
    public async Task What_a_check_throws_is_its_failure_and_its_message_stays_inside()
    {
        using var readiness = Ask(new Check("a", _ => throw new InvalidOperationException("account secretname")), Found("b", HealthState.Ready));
        var answer = await readiness.AskAsync(TestContext.CancellationToken);
        Assert.AreEqual(HealthState.Failed, answer.Status);
        Assert.AreEqual(HealthState.Ready, answer.Checks[1].Status);
        Assert.DoesNotContain("secretname", answer.Checks[0].Detail);
    }

    [TestMethod]
    public async Task A_check_that_does_not_answer_fails_alone_when_its_time_is_over()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<(HealthState, string)>();
        var hanging = new Check("a", _ =>
        {
            asked.TrySetResult();
            return never.Task;
        });
        using var readiness = Ask(hanging, Found("b", HealthState.Ready));
        var answering = readiness.AskAsync(TestContext.CancellationToken);
        await asked.Task;
        Assert.IsFalse(answering.IsCompleted);
        _time.Advance(new HealthOptions().CheckTimeout);

        var answer = await answering;
        Assert.AreEqual(HealthState.Failed, answer.Checks[0].Status);
        Assert.Contains("3 s", answer.Checks[0].Detail);
        Assert.AreEqual(HealthState.Ready, answer.Checks[1].Status);
    }

    [TestMethod]
    public async Task An_answer_is_given_again_until_it_is_too_old()
    {
        var runs = 0;
        using var readiness = Ask(new Check("a", _ => Task.FromResult((HealthState.Ready, $"{++runs}"))));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => readiness.AskAsync(TestContext.CancellationToken)));
        Assert.AreEqual(1, runs);
        _time.Advance(new HealthOptions().MaxAge);
        await readiness.AskAsync(TestContext.CancellationToken);
        Assert.AreEqual(2, runs);
    }

    [TestMethod]
    public void Every_thing_that_readiness_is_about_has_a_check_of_its_own()
    {
        var services = new ServiceCollection();
        services.AddHealth();
        CollectionAssert.AreEquivalent(
            new[] { typeof(HubHealthCheck), typeof(StorageHealthCheck), typeof(ModelHealthCheck), typeof(LagHealthCheck), typeof(TrainingHealthCheck) },
            services.Where(static service => service.ServiceType == typeof(IHealthCheck)).Select(static service => service.ImplementationType).ToArray());
    }

    [TestMethod]
    public async Task Without_the_fraud_model_the_platform_is_not_ready_and_without_that_of_intent_less_is_told()
    {
        var data = Directory.CreateTempSubdirectory("xb-health-").FullName;
        await using (var azurite = await XbFunctions.Host.AzuriteProcess.StartAsync(new XbFunctions.Host.AzuriteOptions { DataDirectory = data }, TestContext.CancellationToken))
        {
            var registry = new ModelRegistry(new Azure.Storage.Blobs.BlobContainerClient(azurite.ConnectionString, ModelRegistry.ContainerName), TimeProvider.System);
            await using var fraud = new ModelSlot(registry, new ModelSlotOptions { Model = "fraud" }, TimeProvider.System, NullLogger<ModelSlot>.Instance);
            using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
            await using var intent = new IntentScorer(
                new ModelSlot(registry, new ModelSlotOptions { Model = IntentScorer.ModelName }, TimeProvider.System, NullLogger<ModelSlot>.Instance),
                new BehaviourInstruments(meters.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
                NullLogger<IntentScorer>.Instance);
            var check = new ModelHealthCheck(fraud, intent);
            await fraud.StartAsync(TestContext.CancellationToken);
            var without = await check.CheckAsync(TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Failed, without.Status);
            Assert.StartsWith("Rules alone decide: ", without.Detail);

            foreach (var model in Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "models")))
            {
                await registry.SeedAsync(model, TestContext.CancellationToken);
            }

            await fraud.RefreshAsync(TestContext.CancellationToken);
            var half = await check.CheckAsync(TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Degraded, half.Status);
            Assert.Contains("intent is not", half.Detail);
            await intent.StartAsync(TestContext.CancellationToken);
            var whole = await check.CheckAsync(TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Ready, whole.Status, whole.Detail);
        }

        Directory.Delete(data, recursive: true);
    }

    [TestMethod]
    public async Task A_training_that_failed_or_has_not_ended_for_long_is_told_with_its_reason()
    {
        var data = Directory.CreateTempSubdirectory("xb-health-").FullName;
        await using (var azurite = await XbFunctions.Host.AzuriteProcess.StartAsync(new XbFunctions.Host.AzuriteOptions { DataDirectory = data }, TestContext.CancellationToken))
        {
            var runs = new TrainingRuns(new Azure.Storage.Blobs.BlobServiceClient(azurite.ConnectionString), new State.StateOptions(), _time);
            var check = new TrainingHealthCheck(runs, new HealthOptions(), _time);
            Assert.AreEqual(HealthState.Ready, (await check.CheckAsync(TestContext.CancellationToken)).Status, "a young platform");
            await runs.RunAsync("fraud", static _ => Task.FromResult(true), TestContext.CancellationToken);
            await runs.RunAsync("forecasts", static _ => Task.FromResult(false), TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Ready, (await check.CheckAsync(TestContext.CancellationToken)).Status);

            _time.Advance(TimeSpan.FromHours(1));
            await Assert.ThrowsExactlyAsync<TimeoutException>(() => runs.RunAsync("fraud", static _ => throw new TimeoutException("c-1"), TestContext.CancellationToken));
            var failed = await check.CheckAsync(TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Degraded, failed.Status);
            Assert.Contains("fraud failed", failed.Detail);
            Assert.Contains(nameof(TimeoutException), failed.Detail);
            Assert.DoesNotContain("c-1", failed.Detail);

            _time.Advance(TimeSpan.FromHours(1));
            await runs.RunAsync("fraud", static _ => Task.FromResult(true), TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Ready, (await check.CheckAsync(TestContext.CancellationToken)).Status);
            _time.Advance(new HealthOptions().MaxTrainingAge);
            var late = await check.CheckAsync(TestContext.CancellationToken);
            Assert.AreEqual(HealthState.Degraded, late.Status);
            Assert.Contains("forecasts has never ended", late.Detail);
        }

        Directory.Delete(data, recursive: true);
    }

    private static Check Found(string name, HealthState state) => new(name, _ => Task.FromResult((state, "seen")));

    private Readiness Ask(params IHealthCheck[] checks) => new(checks, new HealthOptions(), _time, NullLogger<Readiness>.Instance);

    private sealed class Check(string name, Func<CancellationToken, Task<(HealthState Status, string Detail)>> run) : IHealthCheck
    {
        public string Name => name;

        public Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken) => run(cancellationToken);
    }
}
