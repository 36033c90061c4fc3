using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class InvocationTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);
    private readonly WaitingTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly Probe _probe = new();
    private readonly List<string> _stuck = [];
    private readonly ShutdownSignals _signals = new();
    private readonly InvocationCounts _counts = new();

    public void Dispose() => _signals.Dispose();

    [TestMethod]
    public async Task A_function_that_heeds_its_token_fails_when_its_time_is_over()
    {
        var run = Executor(typeof(WaitingFunction)).RunAsync(Events("a"));
        await _probe.NextAsync<int>();
        await _time.PassDelayAsync(Limit);
        Assert.AreEqual("cancelled", await _probe.NextAsync<string>());
        var outcome = await run.WaitAsync(SafetyNet);
        Assert.AreEqual(InvocationEnd.Failed, outcome.End);
        Assert.AreEqual("Function Waiting ran longer than the functionTimeout of 00:07:00 in host.json.", Assert.IsExactInstanceOfType<FunctionTimeoutException>(outcome.Failure).Message);
        Assert.IsEmpty(_stuck);
    }

    [TestMethod]
    public async Task A_function_that_ignores_its_token_is_given_up_after_the_grace_and_nothing_begins_beside_it()
    {
        var executor = Executor(typeof(StubbornFunction));
        var run = executor.RunAsync(Events("a"));
        await _probe.NextAsync<int>();
        await _time.PassDelayAsync(Limit);
        await _time.DelayBegunAsync(InvocationDeadline.Grace);
        Assert.IsFalse(run.IsCompleted);
        _time.Advance(InvocationDeadline.Grace);
        var outcome = await run.WaitAsync(SafetyNet);
        Assert.AreEqual(InvocationEnd.Failed, outcome.End);
        Assert.Contains("Stubborn", outcome.Failure!.Message);
        Assert.Contains("CancellationToken has fired", outcome.Failure.Message);
        CollectionAssert.AreEqual(new[] { "Stubborn" }, _stuck);

        var next = executor.RunAsync(Events("b"));
        Assert.IsFalse(next.IsCompleted);
        Assert.IsFalse(_probe.HasMore);
        await _signals.BeginAsync();
        Assert.IsTrue((await next.WaitAsync(SafetyNet)).IsCancelled, "so that it is not checkpointed");
        Assert.IsFalse(_probe.HasMore);
    }

    [TestMethod]
    public async Task A_stuck_function_with_retries_left_is_not_tried_again_in_this_process_and_not_counted()
    {
        var run = Executor(typeof(StuckRetrying)).RunAsync(Events("a"));
        await _probe.NextAsync<string>();
        await _time.PassDelayAsync(Limit);
        await _time.PassDelayAsync(InvocationDeadline.Grace);
        Assert.IsTrue((await run.WaitAsync(SafetyNet)).IsCancelled);
        Assert.IsFalse(_probe.HasMore);
        Assert.AreEqual(0, _counts.OutstandingRetries);
    }

    [TestMethod]
    public async Task A_function_that_blocks_its_thread_is_given_up_too()
    {
        using var gate = new ManualResetEventSlim();
        var executor = Executor(typeof(Blocking), services => services.AddSingleton(gate));
        var run = Task.Run(() => executor.RunAsync(Events("a")));
        await _probe.NextAsync<string>();
        await _time.PassDelayAsync(Limit);
        await _time.PassDelayAsync(InvocationDeadline.Grace);
        CollectionAssert.AreEqual(new[] { "Blocking" }, _stuck);
        gate.Set();
        Assert.AreEqual(InvocationEnd.Failed, (await run.WaitAsync(SafetyNet)).End);
    }

    [TestMethod]
    public async Task Each_try_has_the_whole_time_and_a_try_that_ran_out_of_it_is_tried_again()
    {
        var run = Executor(typeof(TimesOutOnce)).RunAsync(Events("a"));
        Assert.AreEqual("try 0", await _probe.NextAsync<string>());
        await _time.PassDelayAsync(Limit);
        await _time.PassDelayAsync(TimeSpan.FromSeconds(3));
        Assert.AreEqual("try 1", await _probe.NextAsync<string>());
        Assert.AreEqual(InvocationEnd.Succeeded, (await run.WaitAsync(SafetyNet)).End);
    }

    [TestMethod]
    public async Task What_a_stopping_host_or_a_lost_partition_cuts_short_is_neither_success_nor_failure()
    {
        using var lost = new CancellationTokenSource();
        var ownership = Executor(typeof(WaitingFunction)).RunAsync(Events("a"), lost.Token);
        var stopped = Executor(typeof(WaitingFunction)).RunAsync(Events("b"));
        var retried = Executor(typeof(EndlessFunction)).RunAsync(new InvocationRequest(new[] { "c" }));
        await _time.DelayBegunAsync(TimeSpan.FromHours(1));
        await lost.CancelAsync();
        Assert.IsTrue((await ownership.WaitAsync(SafetyNet)).IsCancelled);
        await _signals.BeginAsync();
        Assert.IsTrue((await retried.WaitAsync(SafetyNet)).IsCancelled, "a retry was due");
        Assert.IsFalse(stopped.IsCompleted, "it may end by itself first");
        await _signals.CancelInvocationsAsync();
        Assert.IsTrue((await stopped.WaitAsync(SafetyNet)).IsCancelled);
        Assert.IsTrue(default(InvocationOutcome).IsCancelled, "the default may not lead to a checkpoint");
        Assert.AreEqual(0, _counts.Outstanding);
    }

    [TestMethod]
    public async Task A_failure_on_the_last_try_counts_even_while_the_host_stops()
    {
        await _signals.BeginAsync();
        _probe.Fail = static _ => new InvalidOperationException("no");
        var outcome = await Executor(typeof(BatchFunction)).RunAsync(new InvocationRequest(new[] { new EventData("a") }));
        Assert.AreEqual((InvocationEnd.Failed, "no"), (outcome.End, outcome.Failure!.Message));
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task A_stuck_function_ends_the_host_with_the_exit_code_that_asks_for_a_restart()
    {
        await using var app = await TestApp.StartAsync(
            null, builder => builder.Services.AddSingleton<TimeProvider>(_time), null, typeof(StubbornFunction));
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        try
        {
            await app.AppendAsync(0, "a");
            await app.Probe.NextAsync<int>();
            await _time.PassDelayAsync(TimeSpan.FromMinutes(30)); // functionTimeout of host.json
            await _time.PassDelayAsync(InvocationDeadline.Grace);
            await stopping.Task.WaitAsync(SafetyNet);
            Assert.AreEqual(HostExitCode.StuckFunction, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    private static InvocationRequest Events(string body) => new(new[] { new EventData(body) });

    private FunctionExecutor Executor(Type type, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton(_probe);
        configure?.Invoke(services);
        var function = FunctionDiscovery.Find([type], webApplication: true).Single();
        var executor = new ExecutorServices(
            services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _time, Limit, _signals, _counts, new StuckList(_stuck), NullLoggerFactory.Instance);
        return new FunctionExecutor(function, new FunctionPipeline(function, []), new OutputSender([]), executor);
    }

    private sealed class StuckList(List<string> stuck) : IStuckFunctionHandler
    {
        public void Handle(string function) => stuck.Add(function);
    }

    public sealed class StuckRetrying(Probe probe)
    {
        [Function("StuckRetrying"), FixedDelayRetry(5, "00:00:01")]
        public Task RunAsync([EventHubTrigger("h", Connection = "c")] EventData[] events)
        {
            probe.Saw($"try {events.Length}");
            return probe.Gate.Task;
        }
    }

    public sealed class Blocking(Probe probe, ManualResetEventSlim gate)
    {
        [Function("Blocking")]
        public void Run([EventHubTrigger("h", Connection = "c")] EventData[] events)
        {
            probe.Saw($"began {events.Length}");
            gate.Wait(CancellationToken.None);
        }
    }

    public sealed class TimesOutOnce(Probe probe)
    {
        [Function("TimesOutOnce"), FixedDelayRetry(1, "00:00:03")]
        public async Task RunAsync([EventHubTrigger("h", Connection = "c")] EventData[] events, FunctionContext context)
        {
            probe.Saw($"try {context.RetryContext!.RetryCount}");
            if (context.RetryContext.RetryCount == 0)
            {
                await Task.Delay(events.Length * Timeout.Infinite, context.CancellationToken);
            }
        }
    }
}
