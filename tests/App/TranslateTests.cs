using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using XbFunctions.Host;

namespace XbFunctions.App.Tests;

/// <summary>Translation over HTTP, by the official JavaScript client of Azure AI Translator, which no one here wrote.</summary>
[TestClass]
public sealed class TranslateTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_JavaScript_client_of_Translator_is_served()
    {
        var package = await NodeModules.EnsureInstalledAsync(Path.Combine("@azure-rest", "ai-translation-text"));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        enough.CancelAfter(SafetyNet);
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            var address = app.Addresses.Http.ToString().TrimEnd('/');
            var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "js", "translator.mjs"), address, app.Addresses.HostKey])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["XB_NODE_MODULES"] = Path.Combine(package, "package.json");
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync(enough.Token);
            var output = await node.StandardOutput.ReadToEndAsync(enough.Token);
            await node.WaitForExitAsync(enough.Token);
            Assert.AreEqual("passed", output.Trim(), await errors);

            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            using var detected = await http.PostAsJsonAsync(new Uri("translate/detect", UriKind.Relative), new[] { new { Text = "Où est ma commande ?" } }, enough.Token);
            Assert.AreEqual(HttpStatusCode.OK, detected.StatusCode);
            Assert.AreEqual("fr", (await detected.Content.ReadFromJsonAsync<JsonElement>(enough.Token))[0].GetProperty("language").GetString());
            using var wrong = await http.PostAsJsonAsync(new Uri("translate?to=de&textType=pdf", UriKind.Relative), new[] { new { Text = "shoes" } }, enough.Token);
            var problem = await wrong.Content.ReadFromJsonAsync<JsonElement>(enough.Token);
            Assert.AreEqual("application/problem+json", wrong.Content.Headers.ContentType!.MediaType);
            Assert.AreEqual("textType", problem.GetProperty("field").GetString());

            // A text counts once for every target.
            Assert.AreEqual(400077, await RefusedAsync(http, "translate?from=en&to=de", Enumerable.Repeat("shoes", 1_001), enough.Token));
            Assert.AreEqual(400077, await RefusedAsync(http, "translate?from=en&to=de&to=fr", [new string('x', 25_001)], enough.Token));
            using var most = await http.PostAsJsonAsync(
                new Uri("translate?from=en&to=de", UriKind.Relative), Enumerable.Repeat(new { Text = "leather shoes" }, 1_000), enough.Token);
            Assert.AreEqual(HttpStatusCode.OK, most.StatusCode);
            Assert.AreEqual(1_000, (await most.Content.ReadFromJsonAsync<JsonElement>(enough.Token)).GetArrayLength());

            // What the lexicon does not have as a whole is said by a model that comes with the product.
            using var sentence = await http.PostAsJsonAsync(
                new Uri("translate?from=en&to=de", UriKind.Relative), new[] { new { Text = "Your complaint AB-1234 has been received." } }, enough.Token);
            var said = (await sentence.Content.ReadFromJsonAsync<JsonElement>(enough.Token))[0].GetProperty("translations")[0];
            StringAssert.StartsWith(said.GetProperty("engine").GetString(), "shipped");
            Assert.Contains("AB-1234", said.GetProperty("text").GetString()!);
            Assert.AreEqual(0, await app.InterruptAsync());
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<int> RefusedAsync(HttpClient http, string path, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), texts.Select(static text => new { Text = text }), cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("error").GetProperty("code").GetInt32();
    }
}
