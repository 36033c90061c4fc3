using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class TimerLockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 30, TimeSpan.Zero);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    [TestMethod]
    public async Task Only_one_host_of_two_fires()
    {
        var id = TestApp.NewId();
        var time = new WaitingTimeProvider(Start);
        await using var first = await StartAsync(time, id);
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        var other = new WaitingTimeProvider(Start);
        await using var second = await StartAsync(other, id);
        first.Probe.Gate.SetResult();
        second.Probe.Gate.SetResult();
        await other.DelayBegunAsync(Retry); // The second waits for the lock, not for its time.
        other.Advance(TimeSpan.FromMinutes(10));
        time.Advance(TimeSpan.FromMinutes(4.5));
        await first.Probe.NextAsync<TimerInfo>();
        await other.DelayBegunAsync(Retry);
        Assert.IsFalse(second.Probe.HasMore);
    }

    [TestMethod]
    public async Task A_host_that_loses_its_lock_does_not_fire_until_it_has_it_again()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId());
        app.Probe.Gate.SetResult();
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        var lease = Lock(app).GetBlobLeaseClient();
        await lease.BreakAsync(TimeSpan.Zero);
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        time.Advance(TimeSpan.FromSeconds(30)); // It notices when it renews.
        await time.DelayBegunAsync(Retry);
        time.Advance(TimeSpan.FromMinutes(10));
        await time.DelayBegunAsync(Retry);
        Assert.IsFalse(app.Probe.HasMore);
        await lease.ReleaseAsync();
        time.Advance(Retry);
        Assert.IsTrue((await app.Probe.NextAsync<TimerInfo>()).IsPastDue, "what nobody fired meanwhile is made up for");
    }

    [TestMethod]
    public async Task A_host_that_slept_while_another_took_the_lock_does_not_fire_when_it_wakes()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId());
        app.Probe.Gate.SetResult();
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        var lease = Lock(app).GetBlobLeaseClient();
        await lease.BreakAsync(TimeSpan.Zero);
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        time.Advance(TimeSpan.FromMinutes(4.5)); // Renewal and time come in the same moment.
        await time.DelayBegunAsync(Retry);
        Assert.IsFalse(app.Probe.HasMore);
        await lease.ReleaseAsync();
    }

    [TestMethod]
    public async Task The_lease_is_held_while_the_host_runs_and_free_after_a_clean_stop()
    {
        var time = new WaitingTimeProvider(Start);
        var app = await StartAsync(time, TestApp.NewId());
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        BlobProperties held = await Lock(app).GetPropertiesAsync();
        Assert.AreEqual((LeaseState.Leased, LeaseDurationType.Fixed), (held.LeaseState, held.LeaseDuration));
        await app.DisposeAsync();
        BlobProperties free = await Lock(app).GetPropertiesAsync();
        Assert.AreEqual(LeaseState.Available, free.LeaseState);
    }

    private static BlobClient Lock(TestApp app) =>
        app.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"locks/{app.Id}/Host.Functions.Timed.Listener");

    private static Task<TestApp> StartAsync(FakeTimeProvider time, string id) => TestApp.StartAsync(
        null,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Configuration["Schedule"] = "0 */5 * * * *";
        },
        id,
        typeof(TimerFunction));
}
