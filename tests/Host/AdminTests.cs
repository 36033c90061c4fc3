using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

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
