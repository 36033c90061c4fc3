using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace XbFunctions.App.Tests;

/// <summary>Catalogue and recommendations over HTTP.</summary>
[TestClass]
public sealed class RecommendationTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Items_enter_and_are_recommended_until_they_are_hidden()
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            var nothing = await GetAsync(http, "recommendations/c-1?market=DE", cancellation);
            Assert.AreEqual(0, nothing.GetProperty("items").GetArrayLength(), "there is nothing to sell yet");

            var put = await PutAsync(http, [.. Enumerable.Range(0, 30).Select(static i => Item(i)), new { sku = "bad" }], cancellation);
            Assert.AreEqual(HttpStatusCode.MultiStatus, put.Status);
            Assert.AreEqual((30, 1), (put.Body.GetProperty("created").GetInt32(), put.Body.GetProperty("refused").GetInt32()));
            Assert.AreEqual("titles", put.Body.GetProperty("items")[30].GetProperty("field").GetString());

            var fresh = await GetAsync(http, "recommendations/c-1?market=DE&n=5&language=ja&explain=true", cancellation);
            var lines = fresh.GetProperty("items").EnumerateArray().ToArray();
            Assert.HasCount(5, lines);
            Assert.IsTrue(lines.All(static line => line.GetProperty("language").GetString() == "ja" && line.GetProperty("price").GetProperty("currency").GetString() == "EUR"));
            Assert.IsTrue(lines.All(static line => line.TryGetProperty("explanation", out _)));

            // Items of an even number are not sent to France.
            var abroad = await GetAsync(http, "trending/DE?shipTo=FR&n=100", cancellation);
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 30).Where(static i => i % 2 == 1).Select(Name).ToArray(), Skus(abroad));

            var session = await PostAsync(http, "recommendations/session?market=DE&n=3", new { items = new[] { Name(4) } }, cancellation);
            var first = session.GetProperty("items")[0];
            Assert.AreEqual("a", first.GetProperty("category").GetString(), "the category of what was viewed");
            Assert.AreEqual("Because you viewed Lampe 4", first.GetProperty("reason").GetString());
            Assert.DoesNotContain(Name(4), Skus(session));

            var ranked = await PostAsync(http, "recommendations/rank?market=DE", new { rank = new[] { Name(25), Name(6), "unknown" }, items = new[] { Name(4) } }, cancellation);
            CollectionAssert.AreEqual((string[])[Name(6), Name(25)], Skus(ranked));

            var hidden = Skus(await GetAsync(http, $"items/{Name(4)}/similar?market=DE&n=3", cancellation))[0];
            Assert.AreEqual(HttpStatusCode.OK, (await PutAsync(http, [Item(int.Parse(hidden[2..], CultureInfo.InvariantCulture), hidden: true)], cancellation)).Status);
            foreach (var path in (string[])[$"items/{Name(4)}/similar?market=DE&n=100", "recommendations/c-1?market=DE&n=100", "trending/DE?n=100"])
            {
                var skus = Skus(await GetAsync(http, path, cancellation));
                Assert.IsGreaterThan(20, skus.Length);
                Assert.DoesNotContain(hidden, skus, path);
            }

            var item = await http.GetAsync(new Uri($"items/{hidden}", UriKind.Relative), cancellation);
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri($"items/{hidden}", UriKind.Relative));
            again.Headers.TryAddWithoutValidation("If-None-Match", item.Headers.ETag!.Tag);
            Assert.AreEqual(HttpStatusCode.NotModified, (await http.SendAsync(again, cancellation)).StatusCode);
            // How good lists are stands beside the models: nothing was trained, and nothing was shown to anybody.
            var quality = (await GetAsync(http, "models", cancellation)).GetProperty("recommendations");
            Assert.IsFalse(quality.TryGetProperty("offline", out _));
            var online = quality.GetProperty("online");
            Assert.AreEqual((0L, 0.0), (online.GetProperty("lists").GetInt64(), online.GetProperty("positiveRate").GetDouble()));
            Assert.AreEqual(0, online.GetProperty("sources").GetArrayLength() + online.GetProperty("positions").GetArrayLength() + online.GetProperty("markets").GetArrayLength());
            await CheckRefusalsAsync(http, cancellation);
            await app.InterruptAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task CheckRefusalsAsync(HttpClient http, CancellationToken cancellationToken)
    {
        foreach (var (path, field) in (IEnumerable<(string, string)>)
            [("recommendations/c-1", "market"), ("recommendations/c-1?market=XX", "market"), ("trending/DE?n=0", "n"), ("trending/DE?offset=401", "offset"),
            ("recommendations/c-1?market=DE&shipTo=Germany", "shipTo"), ("trending/DE?explain=yes", "explain"), ("trending/DE?language=1", "language")])
        {
            var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode, path);
            Assert.AreEqual(field, (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("field").GetString(), path);
        }

        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("items/none/similar?market=DE", UriKind.Relative), cancellationToken)).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("items/none", UriKind.Relative), cancellationToken)).StatusCode);
        using var stale = new HttpRequestMessage(HttpMethod.Put, new Uri("items", UriKind.Relative)) { Content = Body(new[] { Item(1) }) };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"1-0\"");
        Assert.AreEqual(HttpStatusCode.PreconditionFailed, (await http.SendAsync(stale, cancellationToken)).StatusCode);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await http.PutAsync(new Uri("items", UriKind.Relative), Body(Array.Empty<object>()), cancellationToken)).StatusCode);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"s-{number}");

    private static object Item(int number, bool hidden = false) => new
    {
        sku = Name(number),
        titles = new Dictionary<string, string> { ["de"] = $"Lampe {number}", ["ja"] = "ランプ" },
        category = number < 15 ? "a" : "b",
        prices = new { DE = 12.5 },
        shipTo = new { except = number % 2 == 0 ? new[] { "FR" } : ["JP"] },
        stock = 3,
        hidden,
    };

    private static string[] Skus(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(static line => line.GetProperty("sku").GetString()!)];

    private static async Task<JsonElement> GetAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body, CancellationToken cancellationToken)
    {
        var answer = await http.PostAsync(new Uri(path, UriKind.Relative), Body(body), cancellationToken);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(HttpClient http, object[] items, CancellationToken cancellationToken)
    {
        var answer = await http.PutAsync(new Uri("items", UriKind.Relative), Body(new { items }), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    // With a stated length, which the client's own JSON content leaves out.
    private static ByteArrayContent Body(object body) => new(JsonSerializer.SerializeToUtf8Bytes(body));
}
