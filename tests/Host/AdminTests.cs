using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class AdminTests
{
    [TestMethod]
    public async Task Admin_calls_need_the_master_key()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions));
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await CallAsync(app, HttpMethod.Get, "admin/host/status", null)).Status);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await CallAsync(app, HttpMethod.Get, "admin/host/status", app.Platform.GetKey("Greet"))).Status);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await CallAsync(app, HttpMethod.Get, "admin/host/status", app.Platform.HostKey)).Status);
        var status = await CallAsync(app, HttpMethod.Get, "admin/host/status", app.Platform.MasterKey);
        Assert.AreEqual((HttpStatusCode.OK, "Running", app.Id),
            (status.Status, status.Body.GetProperty("state").GetString(), status.Body.GetProperty("id").GetString()));
    }

    [TestMethod]
    public async Task A_timer_is_run_by_hand()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Configuration["Schedule"] = "0 0 0 1 1 *", null, typeof(TimerFunction), typeof(HttpFunctions));
        app.Probe.Gate.SetResult();
        Assert.AreEqual(HttpStatusCode.Accepted, (await CallAsync(app, HttpMethod.Post, "admin/functions/timed", app.Platform.MasterKey)).Status);
        Assert.IsFalse((await app.Probe.NextAsync<TimerInfo>()).IsPastDue);
        Assert.AreEqual(HttpStatusCode.NotFound, (await CallAsync(app, HttpMethod.Post, "admin/functions/none", app.Platform.MasterKey)).Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await CallAsync(app, HttpMethod.Post, "admin/functions/open", app.Platform.MasterKey)).Status);
    }

    [TestMethod]
    public async Task A_drain_lets_invocations_end_and_resume_begins_again()
    {
        await using var app = await TestApp.StartAsync(typeof(WaitingFunction), typeof(HttpFunctions));
        await app.AppendAsync(0, "a");
        Assert.AreEqual(1, await app.Probe.NextAsync<int>());
        Assert.AreEqual("Disabled", await DrainStateAsync(app));
        await CallAsync(app, HttpMethod.Post, "admin/host/drain", app.Platform.MasterKey);
        Assert.AreEqual("InProgress", await DrainStateAsync(app));
        await app.AppendAsync(0, "b", "c");
        Assert.AreEqual(HttpStatusCode.OK, (await CallAsync(app, HttpMethod.Get, "api/open", null)).Status, "HTTP keeps answering");
        Assert.IsFalse(app.Probe.HasMore);
        app.Probe.Gate.SetResult();
        await CallAsync(app, HttpMethod.Post, "admin/host/resume", app.Platform.MasterKey);
        Assert.AreEqual("Disabled", await DrainStateAsync(app));
        Assert.AreEqual(3, await app.Probe.NextAsync<int>(), "an invocation that ended while stopping is not checkpointed");
    }

    [TestMethod]
    public async Task A_drain_lets_retries_go_on_and_counts_them()
    {
        var time = new WaitingTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var app = await TestApp.StartAsync(
            null, builder => builder.Services.AddSingleton<TimeProvider>(time), null, typeof(SlowRetryFunction));
        await app.AppendAsync(0, "a");
        Assert.AreEqual("a 0", await app.Probe.NextAsync<string>());
        await time.DelayBegunAsync(TimeSpan.FromSeconds(37));
        await CallAsync(app, HttpMethod.Post, "admin/host/drain", app.Platform.MasterKey);
        var status = (await CallAsync(app, HttpMethod.Get, "admin/host/drain/status", app.Platform.MasterKey)).Body;
        Assert.AreEqual(("InProgress", 1, 1),
            (status.GetProperty("state").GetString(), status.GetProperty("outstandingInvocations").GetInt32(), status.GetProperty("outstandingRetries").GetInt32()));
        time.Advance(TimeSpan.FromSeconds(37));
        Assert.AreEqual("a 1", await app.Probe.NextAsync<string>());
        while (await DrainStateAsync(app) != "Completed")
        {
            // The last try is ending.
        }

        await app.AppendAsync(0, "b");
        Assert.IsFalse(app.Probe.HasMore);
    }

    [TestMethod]
    public async Task An_event_hubs_function_is_run_by_hand_with_the_input_as_its_event()
    {
        await using var app = await TestApp.StartAsync(typeof(BatchFunction), typeof(EventBatchTests.TextFunction), typeof(EventBatchTests.SingleFunction), typeof(EventBatchTests.ObjectFunction));
        Assert.AreEqual(HttpStatusCode.Accepted, (await PostAsync(app, "admin/functions/Batch", """{"input":"by hand"}""")).Status);
        Assert.AreEqual("by hand", await app.Probe.NextAsync<string>());
        Assert.AreEqual(HttpStatusCode.Accepted, (await PostAsync(app, "admin/functions/text", """{"input":"x"}""")).Status);
        Assert.AreEqual("text x", await app.Probe.NextAsync<string>());
        Assert.AreEqual(HttpStatusCode.Accepted, (await PostAsync(app, "admin/functions/single", """{"input":"y"}""")).Status);
        Assert.AreEqual($"single y {long.MinValue}", await app.Probe.NextAsync<string>());
        Assert.AreEqual(HttpStatusCode.Accepted, (await PostAsync(app, "admin/functions/object", """{"input":"{\"name\":\"n\"}"}""")).Status);
        Assert.AreEqual("object n", await app.Probe.NextAsync<string>());
        Assert.AreEqual(HttpStatusCode.BadRequest, (await PostAsync(app, "admin/functions/object", """{"input":"no json"}""")).Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await PostAsync(app, "admin/functions/batch", """{"input":5}""")).Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await PostAsync(app, "admin/functions/batch", "by hand")).Status);
        Assert.IsFalse(app.Probe.HasMore);
    }

    [TestMethod]
    public async Task The_functions_are_listed_and_an_http_function_is_not_run_by_hand()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions), typeof(BatchFunction));
        var list = (await CallAsync(app, HttpMethod.Get, "admin/functions", app.Platform.MasterKey)).Body;
        Assert.AreEqual("Batch,Boss,Broken,Greet,Item,Open,Relay,Sum", string.Join(',', list.EnumerateArray().Select(static item => item.GetProperty("name").GetString())));
        var refused = await PostAsync(app, "admin/functions/open", "{}");
        Assert.AreEqual(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Open is an HTTP function", refused.Body.GetProperty("detail").GetString()!);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(TestApp app, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Headers.Add("x-functions-key", app.Platform.MasterKey);
        using var answer = await app.Client.SendAsync(request);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (answer.StatusCode, isJson ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default);
    }

    private static async Task<string?> DrainStateAsync(TestApp app) =>
        (await CallAsync(app, HttpMethod.Get, "admin/host/drain/status", app.Platform.MasterKey)).Body.GetProperty("state").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(TestApp app, HttpMethod method, string path, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var answer = await app.Client.SendAsync(request);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (answer.StatusCode, isJson ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default);
    }
}
