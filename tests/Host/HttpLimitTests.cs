using System.Net;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class HttpLimitTests
{
    [TestMethod]
    public async Task A_client_that_goes_away_fires_the_functions_token()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpWaitFunction));
        using var leaving = new CancellationTokenSource();
        var call = app.Client.GetAsync(new Uri("api/wait", UriKind.Relative), leaving.Token);
        Assert.AreEqual("began GET", await app.Probe.NextAsync<string>());
        await leaving.CancelAsync();
        Assert.AreEqual("cancelled", await app.Probe.NextAsync<string>());
        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
    }

    [TestMethod]
    public async Task Requests_beyond_the_outstanding_ones_are_refused_and_admin_calls_are_not()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Configuration["AzureFunctionsJobHost:extensions:http:maxOutstandingRequests"] = "1", null, typeof(HttpWaitFunction));
        var first = app.Client.GetAsync(new Uri("api/wait", UriKind.Relative));
        Assert.AreEqual("began GET", await app.Probe.NextAsync<string>());
        using var second = await app.Client.GetAsync(new Uri("api/wait", UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.TooManyRequests, second.StatusCode);
        using var ping = new HttpRequestMessage(HttpMethod.Get, "admin/host/ping");
        ping.Headers.Add("x-functions-key", app.Platform.MasterKey);
        using var pong = await app.Client.SendAsync(ping);
        Assert.AreEqual(HttpStatusCode.OK, pong.StatusCode);
        app.Probe.Gate.SetResult();
        using var answer = await first;
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        using var third = await app.Client.GetAsync(new Uri("api/wait", UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.OK, third.StatusCode, "the place is free again");
    }

    [TestMethod]
    public async Task Requests_beyond_the_concurrent_ones_wait_their_turn()
    {
        using var throttle = new HttpThrottle(2, 1);
        var gates = Enumerable.Range(0, 2).Select(static _ => new TaskCompletionSource()).ToArray();
        var begun = 0;
        Task Begin(HttpContext http) => gates[begun++].Task;
        var first = throttle.RunAsync(new DefaultHttpContext(), Begin);
        var second = throttle.RunAsync(new DefaultHttpContext(), Begin);
        Assert.AreEqual(1, begun, "the second waits");
        var refused = new DefaultHttpContext();
        await throttle.RunAsync(refused, Begin);
        Assert.AreEqual(StatusCodes.Status429TooManyRequests, refused.Response.StatusCode);
        gates[0].SetResult();
        await first;
        gates[1].SetResult();
        await second;
        Assert.AreEqual(2, begun);
    }

    [TestMethod]
    public async Task A_waiting_request_whose_client_goes_away_gives_its_place_back()
    {
        using var throttle = new HttpThrottle(2, 1);
        var gate = new TaskCompletionSource();
        var first = throttle.RunAsync(new DefaultHttpContext(), _ => gate.Task);
        using var leaving = new CancellationTokenSource();
        var second = throttle.RunAsync(new DefaultHttpContext { RequestAborted = leaving.Token }, static _ => Task.CompletedTask);
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;
        var next = new DefaultHttpContext();
        await throttle.RunAsync(next, static http =>
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        });
        Assert.AreEqual(StatusCodes.Status202Accepted, next.Response.StatusCode);
    }

    [TestMethod]
    public async Task A_page_of_a_listed_origin_may_call()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Configuration["Host:CORS"] = "http://shop.test, http://desk.test", null, typeof(HttpFunctions));
        Assert.AreEqual("http://desk.test", await AllowedAsync(app, "http://desk.test"));
        Assert.IsNull(await AllowedAsync(app, "http://other.test"));
    }

    [TestMethod]
    public async Task Every_page_may_call_with_credentials_where_the_settings_say_so()
    {
        await using var app = await TestApp.StartAsync(
            null,
            static builder =>
            {
                builder.Configuration["Host:CORS"] = "*";
                builder.Configuration["Host:CORSCredentials"] = "true";
            },
            null,
            typeof(HttpFunctions));
        Assert.AreEqual("http://any.test", await AllowedAsync(app, "http://any.test"));
    }

    private static async Task<string?> AllowedAsync(TestApp app, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/open");
        request.Headers.Add("Origin", origin);
        using var answer = await app.Client.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }
}
