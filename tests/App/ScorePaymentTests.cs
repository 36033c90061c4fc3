using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.App.Tests;

/// <summary>The synchronous score over HTTP, beside the stream that decides for good.</summary>
[TestClass]
public sealed class ScorePaymentTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, DisplayName = "A payment is scored at once as the stream decides it later")]
    [DataRow(true, DisplayName = "A payment is scored at once as the stream decides it later, each function in a process of its own")]
    public async Task A_payment_is_scored_at_once_as_the_stream_decides_it_later(bool isolated)
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            var hubs = app.Addresses.EventHubs!;
            string[] ids = [.. Enumerable.Range(0, 80).Select(i => $"s-{i}")];
            await DecisionReading.SendAsync(hubs, [.. ids.Select((id, i) => ($"c-{i % 20}", Payment(id, $"c-{i % 20}")))], cancellation);
            var earlier = await DecisionReading.ReadUntilAsync(hubs, ids.ToHashSet(), cancellation);
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            Assert.AreEqual(HttpStatusCode.Unauthorized, (await PostAsync(http, Payment("x", "c-1"), "", cancellation)).Status);
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            await CheckRefusalsAsync(http, cancellation);

            var scored = await ScoreOnAllOfAsync(http, earlier, cancellation);
            var decided = JsonSerializer.Deserialize(scored, EventJson.Default.FraudDecided)!;
            Assert.AreEqual(-1, decided.SequenceNumber, "a payment that was only scored has no place in the stream");
            Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("fraud/decisions/asked", UriKind.Relative), cancellation)).StatusCode);

            var recorded = await PostAsync(http, Payment("asked", "c-7"), "?record=true", cancellation);
            Assert.AreEqual(HttpStatusCode.OK, recorded.Status, recorded.Body);
            Assert.IsTrue(JsonDocument.Parse(recorded.Body).RootElement.GetProperty("recorded").GetBoolean());
            var later = (await DecisionReading.ReadUntilAsync(hubs, new HashSet<string> { "asked" }, cancellation)).Last(one => one.PaymentId.Value == "asked");
            Assert.AreEqual(later.Score, decided.Score);
            Assert.AreEqual(later.Outcome, decided.Outcome);
            Assert.AreEqual(later.CustomerKey, decided.CustomerKey);
            Assert.AreEqual(later.Partition, decided.Partition);
            Assert.AreEqual(later.Model, decided.Model);
            CollectionAssert.AreEqual(later.Reasons.ToArray(), decided.Reasons.ToArray());

            // Its exit code is another test's: a busy machine does not write everything within the host's patience.
            await app.InterruptAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task CheckRefusalsAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var negative = await PostAsync(http, Payment("x", "c-1").Replace("25.50", "-1", StringComparison.Ordinal), "", cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, negative.Status);
        StringAssert.Contains(negative.Body, "\"field\":\"amount\"");
        var old = await PostAsync(http, Payment("x", "c-1", Now.AddYears(-1)), "", cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, old.Status);
        StringAssert.Contains(old.Body, "\"field\":\"occurredAt\"");
        var unclear = await PostAsync(http, Payment("x", "c-1"), "?record=yes", cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, unclear.Status);
        StringAssert.Contains(unclear.Body, "\"field\":\"record\"");
        var large = await PostAsync(http, new string(' ', (64 * 1024) + 1), "", cancellationToken);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, large.Status);
    }

    /// <summary>Scores one payment again and again until the copy holds everything that was decided before in its partition.</summary>
    private static async Task<string> ScoreOnAllOfAsync(HttpClient http, IReadOnlyList<FraudDecided> earlier, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (status, body) = await PostAsync(http, Payment("asked", "c-7"), "", cancellationToken);
            if (status == HttpStatusCode.ServiceUnavailable)
            {
                continue;
            }

            Assert.AreEqual(HttpStatusCode.OK, status, body);
            using var json = JsonDocument.Parse(body);
            var asOf = json.RootElement.GetProperty("asOf");
            var partition = asOf.GetProperty("partition").GetString();
            if (asOf.GetProperty("sequenceNumber").GetInt64() >= earlier.Where(one => one.Partition == partition).Max(static one => one.SequenceNumber))
            {
                return body;
            }
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient http, string body, string query, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"fraud/score{query}", UriKind.Relative), content, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string Payment(string id, string customer, DateTimeOffset? occurredAt = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{occurredAt ?? Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}",
        "instrumentId":"i-{{customer}}","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR","deviceId":"d-{{customer}}"}
        """);
}
