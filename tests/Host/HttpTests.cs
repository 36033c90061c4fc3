using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class HttpTests
{
    [TestMethod]
    public async Task A_function_needs_its_key_and_takes_it_from_header_or_query()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions));
        var key = app.Platform.GetKey("Greet");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await StatusAsync(app, "api/greet/Ann", null));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await StatusAsync(app, "api/greet/Ann", "wrong"));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await StatusAsync(app, $"api/greet/Ann?code={Uri.EscapeDataString(key)}", "wrong"), "the header wins");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await StatusAsync(app, "api/greet/Ann", app.Platform.GetKey("Boss")), "another function's key");
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(app, "api/greet/Ann", key));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(app, $"api/greet/Ann?code={Uri.EscapeDataString(key)}", null));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(app, "api/greet/Ann", app.Platform.HostKey));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(app, "api/greet/Ann", app.Platform.MasterKey));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await StatusAsync(app, "api/boss", app.Platform.HostKey));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(app, "api/boss", app.Platform.MasterKey));
    }

    [TestMethod]
    public async Task Results_of_mvc_and_minimal_apis_are_written()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/greet/Ann");
        request.Headers.Add("x-functions-key", app.Platform.HostKey);
        using var greeting = await app.Client.SendAsync(request);
        var body = await greeting.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual("Hello Ann", body.GetProperty("greeting").GetString());
        Assert.AreEqual("open GET", await app.Client.GetStringAsync(new Uri("api/Open", UriKind.Relative)));
        Assert.AreEqual("/api/items/41 42", await app.Client.GetStringAsync(new Uri("api/items/41", UriKind.Relative)));
    }

    [TestMethod]
    public async Task Routes_keep_their_methods_and_constraints()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions));
        Assert.AreEqual(HttpStatusCode.NotFound, await StatusAsync(app, "api/items/0", null));
        Assert.AreEqual(HttpStatusCode.NotFound, await StatusAsync(app, "api/items/many", null));
        Assert.AreEqual(HttpStatusCode.NotFound, await StatusAsync(app, "open", null));
        using var deleted = await app.Client.DeleteAsync(new Uri("api/open", UriKind.Relative));
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, deleted.StatusCode);
    }

    [TestMethod]
    public async Task An_exception_becomes_a_problem_document_without_its_text()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions));
        using var answer = await app.Client.GetAsync(new Uri("api/broken", UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("   at ", body);
    }

    [TestMethod]
    public async Task A_body_is_bound_and_a_wrong_or_large_one_is_refused()
    {
        await using var app = await TestApp.StartAsync(
            null, static builder => builder.Services.AddBodyLimit(1000), null, typeof(HttpFunctions));
        var sum = await PostAsync(app, "api/sum", "[1,2,3]");
        Assert.AreEqual(HttpStatusCode.OK, sum.Status);
        Assert.Contains("\"sum\":6", sum.Body);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await PostAsync(app, "api/sum", "[1,2")).Status);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(app, "api/sum", "[" + new string(' ', 2000) + "]")).Status);
    }

    [TestMethod]
    public async Task An_answer_with_outputs_is_written_and_the_outputs_are_sent()
    {
        await using var app = await TestApp.StartAsync(typeof(HttpFunctions), typeof(BatchFunction));
        Assert.AreEqual(HttpStatusCode.Accepted, (await PostAsync(app, "api/relay", "{}")).Status);
        Assert.AreEqual("relayed POST,twice", await app.Probe.NextAsync<string>());
    }

    [TestMethod]
    public async Task Keys_stay_the_same_over_a_restart()
    {
        var id = TestApp.NewId();
        string first;
        await using (var app = await TestApp.StartAsync(null, null, id, typeof(HttpFunctions)))
        {
            first = app.Platform.GetKey("Greet") + app.Platform.HostKey + app.Platform.MasterKey;
        }

        await using var again = await TestApp.StartAsync(null, null, id, typeof(HttpFunctions));
        Assert.AreEqual(first, again.Platform.GetKey("Greet") + again.Platform.HostKey + again.Platform.MasterKey);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(TestApp app, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await app.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
