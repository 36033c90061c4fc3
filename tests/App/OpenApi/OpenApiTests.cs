using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using XbFunctions.Host;

namespace XbFunctions.App.Tests.OpenApi;

/// <summary>The API's description is accepted by others, and every route in it answers as it says, to good and to bad input.</summary>
[TestClass]
public sealed class OpenApiTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_validator_of_others_accepts_the_description()
    {
        var package = Path.Combine("@seriousme", "openapi-schema-validator");
        var modules = Path.GetFullPath(Path.Combine(await NodeModules.EnsureInstalledAsync(package), "..", ".."));
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, XbFunctions.App.OpenApi.OpenApiDocument.Json.ToArray(), TestContext.CancellationToken);
        var script = $$"""
            import { readFileSync } from 'node:fs';
            import { Validator } from '{{new Uri(Path.Combine(modules, package, "index.js"))}}';
            const validator = new Validator();
            const result = await validator.validate(JSON.parse(readFileSync(process.argv[1], 'utf8')));
            console.log(JSON.stringify({ valid: result.valid, version: validator.version, errors: result.errors }));
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", script, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.CancellationToken).WaitAsync(SafetyNet);
        var errors = await node.StandardError.ReadToEndAsync(TestContext.CancellationToken).WaitAsync(SafetyNet);
        var result = JsonNode.Parse(output.Length > 0 ? output : throw new InvalidOperationException(errors))!;
        Assert.IsTrue(result["valid"]!.GetValue<bool>(), output);
        Assert.AreEqual("3.1", result["version"]!.GetValue<string>());
        File.Delete(file);
    }

    [TestMethod]
    public void Every_function_says_what_it_does_and_what_it_answers()
    {
        var operations = XbFunctions.App.OpenApi.ApiOperations.Read(typeof(AppServices).Assembly);
        Assert.IsGreaterThan(10, operations.Count);
        foreach (var operation in operations)
        {
            StringAssert.StartsWith(operation.Description, $"{operation.Method.ToUpperInvariant()} /api/{operation.Route}", operation.Function);
            Assert.Contains(status => status is >= 200 and < 300, operation.Statuses, operation.Function);
            Assert.AreEqual(operation.Method is "post" or "put", operation.BodyExample is not null, $"{operation.Function}: an example of its body");
        }
    }

    [TestMethod]
    public void Every_route_has_a_request_to_try_and_every_request_a_route()
    {
        var requests = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "samples", "requests.http"))
            .Where(static line => line.Contains(" {{api}}/", StringComparison.Ordinal))
            .Select(static line => line.Split(' ')).Select(static words => (Method: words[0], Path: words[1]["{{api}}/".Length..].Split('?')[0])).ToList();
        var operations = XbFunctions.App.OpenApi.ApiOperations.Read(typeof(AppServices).Assembly)
            .Select(static operation => (Method: operation.Method.ToUpperInvariant(), operation.Route)).ToList();
        foreach (var (method, route) in operations)
        {
            Assert.Contains(request => request.Method == method && IsOf(request.Path, route), requests, $"{method} {route}");
        }

        foreach (var (method, path) in requests)
        {
            Assert.Contains(operation => operation.Method == method && IsOf(path, operation.Route), operations, $"{method} {path}");
        }

        static bool IsOf(string path, string route)
        {
            var (left, right) = (path.Split('/'), route.Split('/'));
            return left.Length == right.Length && left.Zip(right).All(static pair => pair.Second.StartsWith('{') || pair.First == pair.Second);
        }
    }

    [TestMethod]
    public async Task Every_route_answers_as_described_to_good_and_to_bad_input()
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            using var open = new HttpClient { BaseAddress = app.Addresses.Http };
            using var keyed = new HttpClient { BaseAddress = app.Addresses.Http };
            keyed.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            var api = JsonNode.Parse(await open.GetStringAsync(new Uri("openapi.json", UriKind.Relative), cancellation))!;
            var faults = new List<string>();
            foreach (var (path, methods) in api["paths"]!.AsObject())
            {
                foreach (var (method, operation) in methods!.AsObject())
                {
                    await CheckAsync(new ApiCall(path, method, operation!.AsObject()), open, keyed, faults, cancellation);
                }
            }

            Assert.IsEmpty(faults, string.Join('\n', faults));
            var page = await open.GetAsync(new Uri("docs", UriKind.Relative), cancellation);
            StringAssert.Contains(page.Headers.GetValues("Content-Security-Policy").Single(), "script-src 'nonce-");
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task CheckAsync(ApiCall call, HttpClient open, HttpClient keyed, List<string> faults, CancellationToken cancellationToken)
    {
        using var good = await call.SendAsync(keyed, cancellationToken);
        if (!call.Statuses.Contains((int)good.StatusCode) || (int)good.StatusCode is 400 or 401 or >= 500 and not 503)
        {
            faults.Add($"{call} with its examples: {(int)good.StatusCode} {await good.Content.ReadAsStringAsync(cancellationToken)}");
        }

        if (good.Headers.TryGetValues("X-Content-Type-Options", out var sniff) is false || sniff!.Single() != "nosniff")
        {
            faults.Add($"{call}: no security headers");
        }

        if (call.IsKeyed)
        {
            using var keyless = await call.SendAsync(open, cancellationToken);
            if (keyless.StatusCode != HttpStatusCode.Unauthorized)
            {
                faults.Add($"{call} without a key: {(int)keyless.StatusCode}");
            }
        }

        foreach (var parameter in call.TypedQuery)
        {
            using var bad = await call.SendAsync(keyed, cancellationToken, (parameter, "!"));
            await CheckProblemAsync(bad, parameter, $"{call} with {parameter}=!");
        }

        if (call.HasBody)
        {
            using var bad = await call.SendAsync(keyed, cancellationToken, body: "{ no json");
            await CheckProblemAsync(bad, null, $"{call} with a broken body");
        }

        async Task CheckProblemAsync(HttpResponseMessage answer, string? field, string what)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.StatusCode != HttpStatusCode.BadRequest || answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
                || (field is not null && JsonNode.Parse(text)!["field"]?.GetValue<string>() != field))
            {
                faults.Add($"{what}: {(int)answer.StatusCode} {text}");
            }
        }
    }
}
