using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Tests.Sales;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class RunLeaseTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, DisplayName = "requests fail")]
    [DataRow(true, DisplayName = "requests hang")]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_lease_that_cannot_be_renewed_is_lost_before_another_may_have_it(bool isHanging)
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var (network, time) = (new Network(), new FakeTimeProvider());
        await using var lease = await RunLease.TryTakeAsync(Open(rig, network), time, TestContext.CancellationToken);
        var lost = new TaskCompletionSource();
        await using var told = lease!.Lost.Register(lost.SetResult);
        (network.IsDown, network.IsHanging) = (true, isHanging);
        time.Advance(TimeSpan.FromSeconds(20));
        await network.Answered(refused: 1, passed: 0).WaitAsync(TestContext.CancellationToken);
        Assert.IsFalse(lease.Lost.IsCancellationRequested, "there is time for another try");
        time.Advance(TimeSpan.FromSeconds(35));
        await lost.Task.WaitAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task A_renewal_that_fails_once_is_tried_again()
    {
        await using var rig = await SalesRig.StartAsync(TestContext.CancellationToken);
        var (network, time) = (new Network(), new WatchedTime());
        await using var lease = await RunLease.TryTakeAsync(Open(rig, network), time, TestContext.CancellationToken);
        network.IsDown = true;
        time.Advance(TimeSpan.FromSeconds(20));
        await time.Waits(TimeSpan.FromSeconds(2)).WaitAsync(TestContext.CancellationToken);
        network.IsDown = false;
        var passed = network.Answered(refused: 1, passed: 1);
        time.Advance(TimeSpan.FromSeconds(2));
        await passed.WaitAsync(TestContext.CancellationToken);
        await time.Waits(TimeSpan.FromSeconds(20)).WaitAsync(TestContext.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.IsFalse(lease!.Lost.IsCancellationRequested);
    }

    private static BlobContainerClient Open(SalesRig rig, Network network)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(network, HttpPipelinePosition.PerRetry);
        return new BlobServiceClient(rig.ConnectionString, options).GetBlobContainerClient("lease");
    }

    // Says when someone begins to wait for a while.
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<TimeSpan> _begun = [];
        private (TimeSpan Delay, TaskCompletionSource Done)? _waiting;

        public Task Waits(TimeSpan delay)
        {
            lock (_gate)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting = (delay, done);
                Tell();
                return done.Task;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            lock (_gate)
            {
                _begun.Add(dueTime);
                Tell();
            }

            return timer;
        }

        private void Tell()
        {
            if (_waiting is { } waiting && _begun.LastIndexOf(waiting.Delay) is var at and >= 0)
            {
                _begun.RemoveRange(0, at + 1);
                waiting.Done.TrySetResult();
            }
        }
    }

    private sealed class Network : HttpPipelinePolicy
    {
        private readonly Lock _gate = new();
        private readonly List<(int Refused, int Passed, TaskCompletionSource Done)> _waiting = [];
        private int _passed;

        public bool IsDown { get; set; }

        public bool IsHanging { get; set; }

        public int Refused { get; private set; }

        // Tries of one request count each.
        public Task Answered(int refused, int passed)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _waiting.Add((refused, _passed + passed, done));
                Tell();
            }

            return done.Task;
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Storage is used asynchronously only.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (IsDown)
            {
                lock (_gate)
                {
                    Refused++;
                    Tell();
                }

                if (IsHanging)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, message.CancellationToken);
                }

                throw new HttpRequestException("No route to host.");
            }

            await ProcessNextAsync(message, pipeline);
            lock (_gate)
            {
                _passed++;
                Tell();
            }
        }

        private void Tell() => _waiting.Where(one => Refused >= one.Refused && _passed >= one.Passed).ToList().ForEach(static one => one.Done.TrySetResult());
    }
}
