using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace XbFunctions.App.Tests;

/// <summary>What an analyst does, over HTTP, with the app as a process.</summary>
[TestClass]
public sealed class AnalystTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(3);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_review_is_listed_labelled_once_and_gone_and_the_summary_counts_it()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        enough.CancelAfter(SafetyNet);
        var cancellation = enough.Token;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            string[] ids = ["a-1", "a-2", "a-3"];
            await DecisionReading.SendAsync(app.Addresses.EventHubs!, [.. ids.Select(id => ($"c-{id}", Payment(id)))], cancellation);
            await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, ids.ToHashSet(), cancellation);

            Assert.AreEqual(3, (await UntilAsync(http, "fraud/reviews?market=DE&rule=firstPaymentLimit", page => Count(page) == 3, cancellation)).GetProperty("reviews").GetArrayLength());
            var first = await GetAsync(http, "fraud/reviews?n=2", cancellation);
            var second = await GetAsync(http, $"fraud/reviews?n=2&continuation={first.GetProperty("continuation").GetString()}", cancellation);
            CollectionAssert.AreEquivalent(ids, Ids(first).Concat(Ids(second)).ToList());
            Assert.AreEqual(JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
            Assert.AreEqual(0, Count(await GetAsync(http, "fraud/reviews?market=FR", cancellation)));

            await RefusesAsync(http, "fraud/reviews?n=0", "n", cancellation);
            await RefusesAsync(http, "fraud/reviews?minScore=2", "minScore", cancellation);
            await RefusesAsync(http, "fraud/reviews?continuation=x", "continuation", cancellation);
            await RefusesAsync(http, "fraud/summary?market=de", "market", cancellation);
            await RefusesAsync(http, "fraud/summary?from=2026-01-01&to=2025-01-01", "from", cancellation);

            Assert.AreEqual(HttpStatusCode.NotFound, (await LabelAsync(http, "a-9", "cleared", null, "k", cancellation)).StatusCode);
            Assert.AreEqual(HttpStatusCode.BadRequest, (await LabelAsync(http, "a-1", "perhaps", null, "k", cancellation)).StatusCode);
            for (var time = 0; time < 2; time++)
            {
                var taken = await UntilTakenAsync(http, cancellation);
                Assert.AreEqual("a-1:confirmedFraud", taken.GetProperty("eventId").GetString());
            }

            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await LabelAsync(http, "a-1", "cleared", "A note.", "key-1", cancellation)).StatusCode);
            var left = await UntilAsync(http, "fraud/reviews", page => Count(page) == 2, cancellation);
            CollectionAssert.AreEquivalent(new[] { "a-2", "a-3" }, Ids(left).ToList());

            var decision = await GetAsync(http, "fraud/decisions/a-1", cancellation);
            Assert.AreEqual("fraud", decision.GetProperty("model").GetProperty("id").GetString());
            Assert.AreEqual(0, decision.GetProperty("rules")[0].GetProperty("score_modifier").GetDouble());
            Assert.IsGreaterThanOrEqualTo(0, decision.GetProperty("latency").GetProperty("decision_ms").GetDouble());
            Assert.AreEqual(JsonValueKind.Null, (await GetAsync(http, "fraud/decisions/a-1?features=true", cancellation)).GetProperty("features").ValueKind, "not archived yet");
            await RefusesAsync(http, "fraud/decisions/a-1?features=perhaps", "features", cancellation);
            await RefusesAsync(http, "fraud/decisions/a-1?features=true&audience=buyer", "features", cancellation);
            var summary = await UntilAsync(
                http, "fraud/summary?market=DE", answer => answer.GetProperty("total").GetProperty("payments").GetInt64() == 3, cancellation);
            Assert.AreEqual(1, summary.GetProperty("total").GetProperty("review").GetProperty("rate").GetDouble());
            Assert.AreEqual(27_000, summary.GetProperty("markets")[0].GetProperty("figures").GetProperty("review").GetProperty("amount").GetDouble());
            Assert.AreEqual("firstPaymentLimit", summary.GetProperty("rules")[0].GetProperty("name").GetString());
            Assert.AreEqual(0, (await GetAsync(http, "fraud/warnings", cancellation)).GetProperty("total").GetInt32());
            Assert.AreEqual(0, await app.InterruptAsync());
        }

        Directory.Delete(data, recursive: true);
    }

    private static int Count(JsonElement page) => page.GetProperty("reviews").GetArrayLength();

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.GetProperty("reviews").EnumerateArray().Select(static review => review.GetProperty("paymentId").GetString()!);

    private static Task<JsonElement> GetAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);

    private static async Task<JsonElement> UntilAsync(HttpClient http, string path, Func<JsonElement, bool> isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await GetAsync(http, path, cancellationToken);
            if (isThere(answer))
            {
                return answer;
            }
        }
    }

    private static async Task<JsonElement> UntilTakenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await LabelAsync(http, "a-1", "confirmedFraud", "A note.", "key-1", cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            }

            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode, "the decision is not found yet");
        }
    }

    private static async Task<HttpResponseMessage> LabelAsync(
        HttpClient http, string payment, string label, string? note, string key, CancellationToken cancellationToken)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { label, note }), System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"fraud/decisions/{payment}/label", UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task RefusesAsync(HttpClient http, string path, string field, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode, path);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(cancellationToken), $"\"field\":\"{field}\"");
    }

    private static string Payment(string id) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{id}}",
        "instrumentId":"i-{{id}}","method":"card","sellerId":"s-1","market":"DE","amount":9000.00,"currency":"EUR","deviceId":"d-{{id}}"}
        """);
}
