using System.Text.Json;
using Azure.Storage.Blobs;
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
        Assert.AreEqual((default, new DateTime(2026, 3, 1, 10, 5, 0), default),
            (first.ScheduleStatus!.Last, first.ScheduleStatus.Next, first.ScheduleStatus.LastUpdated));
        await time.PassDelayAsync(TimeSpan.FromMinutes(5));
        var second = await app.Probe.NextAsync<TimerInfo>();
        Assert.AreEqual(new DateTime(2026, 3, 1, 10, 5, 0), second.ScheduleStatus!.Last);
        await time.DelayBegunAsync(TimeSpan.FromMinutes(5));
        Assert.AreEqual(
            """{"Last":"2026-03-01T10:10:00+00:00","Next":"2026-03-01T10:15:00+00:00","LastUpdated":"2026-03-01T10:10:00+00:00"}""",
            await StatusAsync(app, "Timed"));
    }

    [TestMethod]
    public async Task The_status_is_written_before_the_first_time_with_the_year_1_and_local_offsets()
    {
        var time = new WaitingTimeProvider(Start);
        time.SetLocalTimeZone(TimerScheduleTests.WestCoast);
        await using var app = await StartAsync(time, TestApp.NewId(), "0 0 * * * *");
        await time.DelayBegunAsync(TimeSpan.FromMinutes(59.5));
        Assert.AreEqual(
            """{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-03-01T03:00:00-08:00","LastUpdated":"2026-03-01T02:00:30-08:00"}""",
            await StatusAsync(app, "Timed"));
    }

    [TestMethod]
    public async Task A_daily_timer_fires_once_on_the_day_that_has_its_hour_twice()
    {
        var time = new WaitingTimeProvider(new DateTimeOffset(2026, 11, 1, 8, 27, 30, TimeSpan.Zero));
        time.SetLocalTimeZone(TimerScheduleTests.WestCoast);
        await using var app = await StartAsync(time, TestApp.NewId(), "0 30 1 * * *");
        app.Probe.Gate.SetResult();
        await time.PassDelayAsync(TimeSpan.FromMinutes(2.5));
        await app.Probe.NextAsync<TimerInfo>();
        await time.PassDelayAsync(TimeSpan.FromHours(1)); // 01:30 by the clock again
        await time.DelayBegunAsync(TimeSpan.FromHours(1));
        Assert.IsFalse(app.Probe.HasMore);
        using var status = JsonDocument.Parse(await StatusAsync(app, "Timed"));
        Assert.AreEqual("2026-11-02T01:30:00-08:00", status.RootElement.GetProperty("Next").GetString());
    }

    [TestMethod]
    public async Task Missed_runs_are_made_up_for_once()
    {
        var id = TestApp.NewId();
        var before = new WaitingTimeProvider(Start);
        await using (var app = await StartAsync(before, id, "0 0 * * * *"))
        {
            await before.DelayBegunAsync(TimeSpan.FromMinutes(59.5));
        }

        var after = new WaitingTimeProvider(Start.AddHours(5));
        await using var again = await StartAsync(after, id, "0 0 * * * *");
        again.Probe.Gate.SetResult();
        var late = await again.Probe.NextAsync<TimerInfo>();
        Assert.IsTrue(late.IsPastDue);
        Assert.AreEqual((default, new DateTime(2026, 3, 1, 11, 0, 0)), (late.ScheduleStatus!.Last, late.ScheduleStatus.Next), "the stored ones");
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
        using var status = JsonDocument.Parse(await StatusAsync(again, "Timed"));
        Assert.AreEqual("2026-03-01T15:30:00+00:00", status.RootElement.GetProperty("Next").GetString());
    }

    [TestMethod]
    public async Task A_status_that_the_service_wrote_east_of_greenwich_is_read()
    {
        var id = TestApp.NewId();
        var container = new BlobContainerClient(AssemblySetUp.Storage, "azure-webjobs-hosts");
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient($"timers/{id}/Host.Functions.Timed/status").UploadAsync(BinaryData.FromString(
            """{"Last":"0001-01-01T00:00:00+02:00","Next":"2026-03-01T12:00:00+02:00","LastUpdated":"2026-03-01T11:30:00+02:00"}"""));
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, id, "0 0 * * * *");
        app.Probe.Gate.SetResult();
        Assert.IsTrue((await app.Probe.NextAsync<TimerInfo>()).IsPastDue, "half past nine to ten was missed at half a minute past");
    }

    [TestMethod]
    public async Task A_run_that_lasts_beyond_its_next_times_is_followed_by_one_run_and_then_by_the_schedule()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), "0 */5 * * * *");
        await time.PassDelayAsync(TimeSpan.FromMinutes(4.5));
        await app.Probe.NextAsync<TimerInfo>();
        time.Advance(TimeSpan.FromMinutes(17));
        Assert.IsFalse(app.Probe.HasMore, "no second run beside the first");
        app.Probe.Gate.SetResult();
        Assert.IsFalse((await app.Probe.NextAsync<TimerInfo>()).IsPastDue);
        await time.DelayBegunAsync(TimeSpan.FromMinutes(3));
        Assert.IsFalse(app.Probe.HasMore, "three times passed and one run made up for them");
    }

    [TestMethod]
    public async Task An_exception_does_not_end_the_schedule()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), string.Empty, typeof(TimerFunctions.Failing));
        await time.PassDelayAsync(TimeSpan.FromMinutes(4.5));
        await app.Probe.NextAsync<TimerInfo>();
        await time.PassDelayAsync(TimeSpan.FromMinutes(5));
        Assert.AreEqual(new DateTime(2026, 3, 1, 10, 5, 0), (await app.Probe.NextAsync<TimerInfo>()).ScheduleStatus!.Last);
    }

    [TestMethod]
    public async Task A_failed_run_is_tried_again_as_its_attribute_says()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), string.Empty, typeof(TimerFunctions.Retrying));
        await time.PassDelayAsync(TimeSpan.FromMinutes(4.5));
        var (id, count, _) = await app.Probe.NextAsync<(string, int, bool)>();
        Assert.AreEqual(0, count);
        for (var retry = 1; retry <= 2; retry++)
        {
            await time.PassDelayAsync(TimeSpan.FromSeconds(1));
            Assert.AreEqual((id, retry, false), await app.Probe.NextAsync<(string, int, bool)>());
        }

        await time.DelayBegunAsync(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(2));
        Assert.IsFalse(app.Probe.HasMore);
    }

    [TestMethod]
    public async Task A_function_that_asks_to_run_on_start_up_does_so_and_then_keeps_its_schedule()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), string.Empty, typeof(TimerFunctions.OnStartUp));
        Assert.IsFalse((await app.Probe.NextAsync<TimerInfo>()).IsPastDue);
        await time.PassDelayAsync(TimeSpan.FromMinutes(4.5));
        Assert.AreEqual(Start.DateTime, (await app.Probe.NextAsync<TimerInfo>()).ScheduleStatus!.Last);
    }

    [TestMethod]
    [DataRow(typeof(TimerFunctions.Unmonitored), "Unmonitored", 270)]
    [DataRow(typeof(TimerFunctions.Frequent), "Frequent", 10)]
    public async Task A_schedule_that_is_not_monitored_has_no_status(Type function, string name, int seconds)
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), string.Empty, function);
        await time.PassDelayAsync(TimeSpan.FromSeconds(seconds));
        Assert.IsNull((await app.Probe.NextAsync<TimerInfo>()).ScheduleStatus);
        Assert.IsFalse(await StatusBlob(app, name).ExistsAsync());
    }

    [TestMethod]
    public async Task A_run_by_hand_sees_the_stored_status_and_leaves_it()
    {
        var time = new WaitingTimeProvider(Start);
        await using var app = await StartAsync(time, TestApp.NewId(), "0 */5 * * * *");
        app.Probe.Gate.SetResult();
        await time.DelayBegunAsync(TimeSpan.FromMinutes(4.5));
        var before = await StatusAsync(app, "Timed");
        using var request = new HttpRequestMessage(HttpMethod.Post, "admin/functions/Timed");
        request.Headers.Add("x-functions-key", app.Platform.MasterKey);
        using var answer = await app.Client.SendAsync(request);
        Assert.AreEqual(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.AreEqual(new DateTime(2026, 3, 1, 10, 5, 0), (await app.Probe.NextAsync<TimerInfo>()).ScheduleStatus!.Next);
        Assert.AreEqual(before, await StatusAsync(app, "Timed"));
    }

    [TestMethod]
    [DataRow(null, "Schedule is missing")]
    [DataRow("now and then", "'now and then' is neither")]
    public async Task A_schedule_setting_that_is_missing_or_wrong_stops_the_start(string? schedule, string expected)
    {
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => StartAsync(new WaitingTimeProvider(Start), TestApp.NewId(), schedule));
        Assert.Contains("Timed", exception.Message);
        Assert.Contains(expected, exception.Message);
    }

    private static BlobClient StatusBlob(TestApp app, string function) =>
        app.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{app.Id}/Host.Functions.{function}/status");

    private static async Task<string> StatusAsync(TestApp app, string function)
    {
        BlobDownloadResult content = await StatusBlob(app, function).DownloadContentAsync();
        return content.Content.ToString();
    }

    private static Task<TestApp> StartAsync(FakeTimeProvider time, string id, string? schedule, Type? function = null) => TestApp.StartAsync(
        null,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Configuration["Schedule"] = schedule;
        },
        id,
        function ?? typeof(TimerFunction));
}
