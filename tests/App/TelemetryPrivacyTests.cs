using System.Globalization;
using System.Net;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.App.Tests;

/// <summary>Marked values go through the whole platform, and nothing that it writes or sends shows them.</summary>
[TestClass]
public sealed class TelemetryPrivacyTests
{
    private const string Mark = "MARKED-PERSON";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task No_person_shows_in_logs_traces_metrics_decisions_or_tables_and_a_producers_trace_goes_on()
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using var collector = await TelemetryCollector.StartAsync();
        await using (var app = await AppProcess.StartAsync(
            data,
            isolated: false,
            $"--Telemetry:OtlpEndpoint={collector.Address}",
            "--Telemetry:TraceShare=1",
            "--Telemetry:MetricSeconds=1",
            "--Logging:LogLevel:Default=Information"))
        {
            var hubs = app.Addresses.EventHubs!;
            await SendTracedAsync(hubs, [Payment("seen-1"), Payment("seen-2"), $"{{\"customerId\":\"{Mark}\" broken", Payment("bad").Replace("25.50", "-1", StringComparison.Ordinal)], cancellation);
            var decisions = await DecisionReading.ReadUntilAsync(hubs, new HashSet<string> { "seen-1", "seen-2" }, cancellation);
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            var refused = await http.GetAsync(new Uri($"fraud/customers/{Mark}?name={Mark}", UriKind.Relative), cancellation);
            Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
            using var body = new StringContent(Payment("asked"), Encoding.UTF8, "application/json");
            var scored = await http.PostAsync(new Uri("fraud/score", UriKind.Relative), body, cancellation);
            var answer = await scored.Content.ReadAsStringAsync(cancellation);

            await collector.UntilAsync("/v1/traces", "process payments", cancellation);
            foreach (var stage in (string[])["compute", "commit", "publish"])
            {
                await collector.UntilAsync("/v1/traces", stage, cancellation);
            }

            await collector.UntilAsync("/v1/traces", Encoding.Latin1.GetString(Convert.FromHexString(TraceId)), cancellation);
            await collector.UntilAsync("/v1/metrics", "state.events", cancellation);
            await collector.UntilAsync("/v1/metrics", "state.dead_letters", cancellation);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);

            // What is looked through is not empty: it holds what may be told.
            StringAssert.Contains(collector.Everything, "ScorePayments");
            Assert.HasCount(2, decisions);
            foreach (var (where, text) in new[]
            {
                ("logs", app.Output),
                ("telemetry", collector.Everything),
                ("decisions", string.Concat(decisions.Select(static decided => System.Text.Json.JsonSerializer.Serialize(decided, EventJson.Default.FraudDecided)))),
                ("an answer", answer),
            })
            {
                Assert.IsFalse(text.Contains(Mark, StringComparison.Ordinal), $"{where}: {Around(text)}");
            }
        }

        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            var rows = await ReadTablesAsync(app.Addresses.Storage, cancellation);
            StringAssert.Contains(rows, "p_", "the pseudonyms are there");
            Assert.IsFalse(rows.Contains(Mark, StringComparison.Ordinal), $"tables: {Around(rows)}");
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task SendTracedAsync(string connection, string[] bodies, CancellationToken cancellationToken)
    {
        await using var client = new HubClient(HubConnectionString.Parse(connection), HubNames.Payments, null, TimeProvider.System, NullLoggerFactory.Instance);
        await using var sender = client.CreateSender();
        var properties = new Dictionary<string, object> { [EventProperties.TraceParent] = $"00-{TraceId}-00f067aa0ba902b7-01" };
        await sender.SendAsync(
            [.. bodies.Select(body => new HubEvent(Encoding.UTF8.GetBytes(body)) { PartitionKey = $"{Mark}-customer", Properties = properties })],
            cancellationToken: cancellationToken);
    }

    private static async Task<string> ReadTablesAsync(string storage, CancellationToken cancellationToken)
    {
        var service = new TableServiceClient(storage);
        var text = new StringBuilder();
        await foreach (var table in service.QueryAsync(cancellationToken: cancellationToken))
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                foreach (var (name, value) in row)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}={(value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value)};");
                }
            }
        }

        return text.ToString();
    }

    private static string Payment(string paymentId) =>
        $$"""
        {"type":"payment.authorised","paymentId":"{{paymentId}}","occurredAt":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{Mark}}-customer",
         "instrumentId":"{{Mark}}-instrument","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR","deviceId":"{{Mark}}-device",
         "email":"{{Mark}}@example.com","items":[{"sku":"A-1","quantity":1,"unitPrice":25.50}]}
        """;

    private static string Around(string text)
    {
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? "none" : text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 80)];
    }
}
