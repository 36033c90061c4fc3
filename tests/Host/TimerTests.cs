using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 30, TimeSpan.Zero);

    [TestMethod]
    public async Task A_timer_fires_at_its_time_and_keeps_its_status_in_the_services_blob()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), "0 */5 * * * *");
        app.Probe.Gate.SetResult();
        await time.PassDelayAsync(TimeSpan.FromMinutes(4.5));
        var first = await app.Probe.NextAsync<TimerInfo>();
        Assert.IsFalse(first.IsPastDue);
        Assert.AreEqual((default, new DateTime(2026, 3, 1, 10, 5, 0)), (first.ScheduleStatus!.Last, first.ScheduleStatus.Next));
        await time.PassDelayAsync(TimeSpan.FromMinutes(5));
        var second = await app.Probe.NextAsync<TimerInfo>();
        Assert.AreEqual(new DateTime(2026, 3, 1, 10, 5, 0), second.ScheduleStatus!.Last);
        var blob = app.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{app.Id}/Host.Functions.Timed/status");
        BlobDownloadResult content = await blob.DownloadContentAsync();
        using var status = JsonDocument.Parse(content.Content);
        Assert.IsTrue(status.RootElement.TryGetProperty("Last", out _) && status.RootElement.TryGetProperty("Next", out _));
        Assert.IsTrue(status.RootElement.TryGetProperty("LastUpdated", out _));
    }

    [TestMethod]
    public async Task A_missed_run_is_made_up_for_once()
    {
        var id = TestApp.NewId();
        var before = new WaitingTimeProvider(Start);
        await using (var app = await StartAsync(before, id, "0 0 * * * *"))
        {
            await before.DelayBegunAsync(TimeSpan.FromMinutes(59.5));
        }

        var after = new WaitingTimeProvider(Start.AddHours(5));
        await using var again = await StartAsync(after, id, "0 0 * * * *");
        var late = await again.Probe.NextAsync<TimerInfo>();
        Assert.IsTrue(late.IsPastDue);
        again.Probe.Gate.SetResult();
        await after.DelayBegunAsync(TimeSpan.FromMinutes(59.5));
        Assert.IsFalse(again.Probe.HasMore);
    }

    [TestMethod]
    public async Task A_changed_schedule_is_not_past_due()
    {
        var id = TestApp.NewId();
        var before = new WaitingTimeProvider(Start);
        await using (var app = await StartAsync(before, id, "0 0 * * * *"))
        {
            await before.DelayBegunAsync(TimeSpan.FromMinutes(59.5));
        }

        var after = new WaitingTimeProvider(Start.AddHours(5));
        await using var again = await StartAsync(after, id, "0 30 * * * *");
        await after.DelayBegunAsync(TimeSpan.FromMinutes(29.5));
        Assert.IsFalse(again.Probe.HasMore);
    }

    [TestMethod]
    public async Task Only_one_host_of_two_fires()
    {
        var id = TestApp.NewId();
        var time = new WaitingTimeProvider(Start);
        await using var first = await StartAsync(time, id, "0 */5 * * * *");
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        var other = new WaitingTimeProvider(Start);
        await using var second = await StartAsync(other, id, "0 */5 * * * *");
        first.Probe.Gate.SetResult();
        second.Probe.Gate.SetResult();
        await other.DelayBegunAsync(TimeSpan.FromSeconds(5)); // The second waits for the lock, not for its time.
        other.Advance(TimeSpan.FromMinutes(10));
        time.Advance(TimeSpan.FromMinutes(4.5));
        await first.Probe.NextAsync<TimerInfo>();
        Assert.IsFalse(second.Probe.HasMore);
    }

    [TestMethod]
    [DataRow("0 */5 * * * *", "2026-03-01T10:00:30", "2026-03-01T10:05:00")]
    [DataRow("0 0 2 * * *", "2026-03-01T10:00:30", "2026-03-02T02:00:00")]
    [DataRow("*/10 * * * * *", "2026-03-01T10:00:30", "2026-03-01T10:00:40")]
    [DataRow("00:10:00", "2026-03-01T10:00:30", "2026-03-01T10:10:30")]
    public void The_next_occurrence_is_after_the_given_time(string schedule, string after, string next) =>
        Assert.AreEqual(
            DateTime.Parse(next, CultureInfo.InvariantCulture), TimerSchedule.Parse(schedule).Next(DateTime.Parse(after, CultureInfo.InvariantCulture)));

    [TestMethod]
    [DataRow("* * * * *")]
    [DataRow("every day")]
    [DataRow("-00:01:00")]
    public void A_schedule_that_is_neither_ncrontab_nor_a_time_span_is_refused(string schedule) =>
        Assert.Contains(schedule, Assert.ThrowsExactly<FormatException>(() => TimerSchedule.Parse(schedule)).Message);

    [TestMethod]
    [DataRow("*/10 * * * * *", true)]
    [DataRow("0 * * * * *", false)]
    public void A_schedule_faster_than_a_minute_is_not_monitored(string schedule, bool expected) =>
        Assert.AreEqual(expected, TimerSchedule.Parse(schedule).IsFasterThanAMinute(Start.DateTime));

    private static Task<TestApp> StartAsync(FakeTimeProvider time, string id, string schedule) => TestApp.StartAsync(
        null,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Configuration["Schedule"] = schedule;
        },
        id,
        typeof(TimerFunction));
}
