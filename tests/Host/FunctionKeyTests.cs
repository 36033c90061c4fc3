using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class FunctionKeyTests
{
    [TestMethod]
    public async Task Keys_are_kept_in_the_services_files_by_name()
    {
        await using var app = await TestApp.StartAsync(typeof(LevelFunctions));
        var host = await ReadAsync(app, "host");
        Assert.AreEqual(app.Platform.MasterKey, (string?)host["masterKey"]!["value"]);
        Assert.AreEqual(("default", app.Platform.HostKey), ((string?)host["functionKeys"]![0]!["name"], (string?)host["functionKeys"]![0]!["value"]));
        Assert.IsEmpty(host["systemKeys"]!.AsArray());
        var own = await ReadAsync(app, "byfunction"); // The file is named in lower case.
        Assert.AreEqual(("default", app.Platform.GetKey("ByFunction")), ((string?)own["keys"]![0]!["name"], (string?)own["keys"]![0]!["value"]));
    }

    [TestMethod]
    public async Task Each_level_is_reached_by_its_keys_and_those_above()
    {
        var id = TestApp.NewId();
        await WriteAsync(id, "host", """
            {"masterKey":{"name":"master","value":"m"},
             "functionKeys":[{"name":"second","value":"h2"},{"name":"default","value":"h1"},{"name":"hidden","value":"h3","encrypted":true}],
             "systemKeys":[{"name":"eventgrid","value":"s"}]}
            """);
        await WriteAsync(id, "byfunction", """{"keys":[{"name":"default","value":"f1"},{"name":"partner","value":"f2"}]}""");
        await using var app = await TestApp.StartAsync(null, null, id, typeof(LevelFunctions));
        Assert.AreEqual("h1", app.Platform.HostKey, "the default key, not the first");
        (string Function, string Passing)[] levels =
        [
            ("ByNobody", "none wrong h1 h2 h3 f1 f2 s m"), ("ByUser", "h1 h2 s m"), ("ByFunction", "h1 h2 f1 f2 s m"), ("BySystem", "s m"), ("ByAdmin", "m"),
        ];
        foreach (var (function, passing) in levels)
        {
            foreach (var key in "none wrong h1 h2 h3 f1 f2 s m".Split(' '))
            {
                var expected = passing.Split(' ').Contains(key) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
                Assert.AreEqual(expected, await CallAsync(app, function, key == "none" ? null : key), $"{function} with {key}");
            }
        }
    }

    [TestMethod]
    public async Task An_unknown_key_makes_the_host_look_again_at_most_once_a_minute()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var app = await TestApp.StartAsync(null, builder => builder.Services.AddSingleton<TimeProvider>(time), null, typeof(LevelFunctions));
        await WriteAsync(app.Id, "byfunction", """{"keys":[{"name":"default","value":"first"}]}""");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await CallAsync(app, "ByFunction", "first"), "looked at less than a minute ago");
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.AreEqual(HttpStatusCode.OK, await CallAsync(app, "ByFunction", "first"));
        await WriteAsync(app.Id, "byfunction", """{"keys":[{"name":"default","value":"second"}]}""");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await CallAsync(app, "ByFunction", "second"));
        Assert.AreEqual(HttpStatusCode.OK, await CallAsync(app, "ByFunction", "first"), "until then the old one holds");
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.AreEqual(HttpStatusCode.OK, await CallAsync(app, "ByFunction", "second"));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await CallAsync(app, "ByFunction", "first"));
    }

    [TestMethod]
    public async Task A_damaged_key_file_that_is_found_later_leaves_the_old_keys()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var app = await TestApp.StartAsync(null, builder => builder.Services.AddSingleton<TimeProvider>(time), null, typeof(LevelFunctions));
        await WriteAsync(app.Id, "byfunction", "{");
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await CallAsync(app, "ByFunction", "unknown"));
        Assert.AreEqual(HttpStatusCode.OK, await CallAsync(app, "ByFunction", app.Platform.GetKey("ByFunction")));
    }

    private static async Task<HttpStatusCode> CallAsync(TestApp app, string function, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/" + function);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonObject> ReadAsync(TestApp app, string file)
    {
        BlobDownloadResult content = await Blob(app.Id, file).DownloadContentAsync();
        return JsonNode.Parse(content.Content)!.AsObject();
    }

    private static async Task WriteAsync(string id, string file, string json)
    {
        await new BlobContainerClient(AssemblySetUp.Storage, "azure-webjobs-secrets").CreateIfNotExistsAsync();
        await Blob(id, file).UploadAsync(BinaryData.FromString(json), overwrite: true);
    }

    private static BlobClient Blob(string id, string file) =>
        new BlobContainerClient(AssemblySetUp.Storage, "azure-webjobs-secrets").GetBlobClient($"{id}/{file}.json");

    public sealed class LevelFunctions
    {
        [Function("ByNobody")]
        public IResult Anonymous([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(request.Path);

        [Function("ByUser")]
        public IResult User([HttpTrigger(AuthorizationLevel.User, "get")] HttpRequest request) => Results.Text(request.Path);

        [Function("ByFunction")]
        public IResult Function([HttpTrigger("get")] HttpRequest request) => Results.Text(request.Path);

        [Function("BySystem")]
        public IResult System([HttpTrigger(AuthorizationLevel.System, "get")] HttpRequest request) => Results.Text(request.Path);

        [Function("ByAdmin")]
        public IResult Admin([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text(request.Path);
    }
}
