using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;

namespace XbFunctions.App.Tests;

/// <summary>Sales over AMQP, the nightly run by its timer's function, and what comes of it over HTTP and AMQP: the app as a process.</summary>
[TestClass]
public sealed class ForecastingTests
{
    private const int HistoryDays = 120;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = MarketDays.Of(Germany, Now);

    // By hand only, and in parts small enough for several.
    private static readonly string[] Settings =
    [
        "--RetrainForecastsSchedule=0 0 0 29 2 *", $"--Forecasting:HistoryDays={HistoryDays}", "--Forecasting:PartSeries=10", "--Forecasting:NewcomerDays=7",
    ];

    // Whether the new combination is better than the champion is not what is checked.
    private static readonly string[] Passing = [.. Settings, "--Forecasting:MinGain=-1", "--Forecasting:MaxBiasLoss=1"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Sales_become_forecasts_plans_and_advice_once_a_day_also_through_a_kill()
    {
        const int Products = 26;
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        Azure.ETag? firstPart;
        await using (var app = await AppProcess.StartAsync(data, isolated: false, Passing))
        {
            var blobs = new BlobServiceClient(app.Addresses.Storage);
            await ImportAsync(app, Products, cancellation);
            await SellAsync(app, Products, cancellation);
            using var http = Open(app);
            await StateAsync(http, cancellation);
            await RetrainAsync(app, cancellation);
            firstPart = await BlobThereAsync(blobs, name => name.Contains("/parts/", StringComparison.Ordinal), cancellation);
            await app.KillAsync();
        }

        await using (var app = await AppProcess.StartAsync(data, isolated: false, Passing))
        {
            var blobs = new BlobServiceClient(app.Addresses.Storage);
            var container = blobs.GetBlobContainerClient(ForecastStore.ContainerName);
            var run = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var store = new ForecastStore(blobs);
            Assert.IsNull(await store.FindManifestAsync(run, cancellation), "the kill came too late to be one between parts");

            // As a minute without the killed run's heartbeat does.
            await container.GetBlobClient("runs/lock").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
            await RetrainAsync(app, cancellation);
            var ended = await BlobThereAsync(blobs, name => name == $"runs/{run}/manifest.json", cancellation);
            var manifest = await store.FindManifestAsync(run, cancellation);
            Assert.AreEqual(3, manifest!.Plan.Single().Parts);
            Assert.AreEqual(Products, manifest.Series);
            Assert.IsTrue(manifest.Gate.IsPassed, manifest.Gate.Reason);
            var parts = (await NamesAsync(container, $"runs/{run}/parts/", cancellation)).FindAll(static part => !part.Name.Contains("-sums", StringComparison.Ordinal));
            Assert.HasCount(3, parts);
            Assert.Contains(firstPart!.Value, parts.Select(static part => part.ETag).ToArray(), "the finished part was computed again");

            using var http = Open(app);
            await CheckAnswersAsync(http, manifest, cancellation);
            await CheckReportAsync(container, run, "Published.", cancellation);
            var events = await ReadInsightsAsync(app.Addresses.EventHubs!, Products, cancellation);
            Assert.HasCount(Products, events.Where(static one => one.Type == EventTypes.ForecastPublished).Select(static one => one.Sku).Distinct().ToList());
            Assert.AreEqual("e2e-0", events.Where(static one => one.Type == EventTypes.ReorderAdvised).Select(static one => one.Sku).Distinct().Single());

            // Once more on the same day: a clean stop waits for the call, and nothing has moved.
            await RetrainAsync(app, cancellation);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
            await using var again = await AppProcess.StartAsync(data, isolated: false, Passing);
            var after = new BlobServiceClient(again.Addresses.Storage).GetBlobContainerClient(ForecastStore.ContainerName);
            Assert.AreEqual(ended, (await NamesAsync(after, $"runs/{run}/manifest.json", cancellation)).Single().ETag);
            Assert.HasCount(1, (await NamesAsync(after, "runs/", cancellation)).Where(static blob => blob.Name.EndsWith("/manifest.json", StringComparison.Ordinal)).ToList());
            var published = await ReadInsightsAsync(again.Addresses.EventHubs!, Products, cancellation);
            Assert.HasCount(events.Count, published);
            Assert.AreEqual(0, await again.InterruptAsync(), again.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    [TestMethod]
    public async Task A_refusal_by_the_gate_keeps_the_champion_and_is_shown()
    {
        const int Products = 6;
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false, [.. Settings, "--Forecasting:MinGain=1"]))
        {
            await ImportAsync(app, Products, cancellation);
            await RetrainAsync(app, cancellation);
            var (blobs, run) = (new BlobServiceClient(app.Addresses.Storage), Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await BlobThereAsync(blobs, name => name == $"runs/{run}/manifest.json", cancellation);
            var manifest = await new ForecastStore(blobs).FindManifestAsync(run, cancellation);
            Assert.IsFalse(manifest!.Gate.IsPassed);
            Assert.AreEqual(ForecastChampion.BuiltIn.Version, manifest.Published.Version);
            var container = blobs.GetBlobContainerClient(ForecastStore.ContainerName);
            Assert.IsFalse(await container.GetBlobClient("champion.json").ExistsAsync(cancellation));
            await CheckReportAsync(container, run, "Refused: the champion", cancellation);
            using var http = Open(app);
            var answer = await http.GetFromJsonAsync<JsonNode>(new Uri("forecasts/e2e-1?market=DE", UriKind.Relative), cancellation);
            Assert.AreEqual("built-in", (string?)answer!["model"]);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
            StringAssert.Contains(app.Output, "the gate refused the new combination");
        }

        Directory.Delete(data, recursive: true);
    }

    // What xb sales import writes: a level that has just risen, so that the mean of the last weeks, which ships as the champion, is behind it.
    private static async Task ImportAsync(AppProcess app, int products, CancellationToken cancellationToken)
    {
        var random = new Random(5);
        var days = new List<SalesDay>();
        for (var sku = 0; sku < products; sku++)
        {
            for (var back = 3; back <= HistoryDays; back++)
            {
                days.Add(new SalesDay($"e2e-{sku}", Today.AddDays(-back), Units(sku, back, random), 0, Units(sku, back, random) * 1_000));
            }
        }

        await Sales(app).WriteAsync(Germany, days, cancellationToken);
    }

    private static long Units(int sku, int back, Random random)
    {
        var level = (5 + sku) * (1 + (Math.Max(0, 90 - back) / 45.0)) * (Today.AddDays(-back).DayOfWeek == DayOfWeek.Saturday ? 2 : 1);
        return (long)Math.Max(0, level + (2 * random.NextDouble()));
    }

    private static SalesHistory Sales(AppProcess app) =>
        new(new BlobServiceClient(app.Addresses.Storage), new ReadModelReader(new TableServiceClient(app.Addresses.Storage)));

    // The last two days come through the hub.
    private static async Task SellAsync(AppProcess app, int products, CancellationToken cancellationToken)
    {
        var random = new Random(6);
        var (events, pieces) = (new List<(string, string)>(), 0L);
        for (var sku = 0; sku < products; sku++)
        {
            for (var back = 1; back <= 2; back++)
            {
                var units = Units(sku, back, random);
                pieces += units;
                events.Add(($"c-{sku}", Payment($"p-{sku}-{back}", $"c-{sku}", $"e2e-{sku}", units, Now.AddDays(-back))));
            }
        }

        await DecisionReading.SendAsync(app.Addresses.EventHubs!, events, cancellationToken);
        long sold;
        do
        {
            sold = (await Sales(app).ReadAsync(Germany, Today.AddDays(-2), Today.AddDays(-1), cancellationToken)).Sum(static day => day.Units);
        }
        while (sold < pieces);

        Assert.AreEqual(pieces, sold);
    }

    private static async Task StateAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var stock = await PutAsync(http, "inventory/e2e-0/stock?market=DE", new { onHand = 2, onOrder = 0 }, cancellationToken);
        Assert.AreEqual(HttpStatusCode.NoContent, stock.StatusCode);
        var terms = new { origin = "CN", minimum = 300, pack = 48, warehouses = new[] { new { name = "north", share = 2 }, new { name = "south", share = 1 } } };
        var put = await PutAsync(http, "inventory/e2e-0/terms?market=DE", terms, cancellationToken);
        Assert.AreEqual(HttpStatusCode.NoContent, put.StatusCode, await put.Content.ReadAsStringAsync(cancellationToken));
        var wrong = await PutAsync(http, "inventory/e2e-0/terms?market=DE", new { transitDays = new { least = 9, usual = 5, most = 20 } }, cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
        StringAssert.Contains(await wrong.Content.ReadAsStringAsync(cancellationToken), "\"field\":\"transitDays\"");
        var known = await http.GetFromJsonAsync<JsonNode>(new Uri("inventory/e2e-0/terms?market=DE", UriKind.Relative), cancellationToken);
        Assert.AreEqual(48, (int)known!["pack"]!);
    }

    // With a stated length, as bodies have to have.
    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, string address, object body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.PutAsync(new Uri(address, UriKind.Relative), content, cancellationToken);
    }

    private static async Task RetrainAsync(AppProcess app, CancellationToken cancellationToken)
    {
        using var admin = new HttpClient { BaseAddress = new Uri(app.Addresses.Http, "/admin/functions/") };
        admin.DefaultRequestHeaders.Add("x-functions-key", await EndToEndTests.ReadMasterKeyAsync(app.Addresses.Storage, cancellationToken));
        var answer = await admin.PostAsync(new Uri("RetrainForecasts", UriKind.Relative), null, cancellationToken);
        Assert.AreEqual(HttpStatusCode.Accepted, answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task CheckAnswersAsync(HttpClient http, ForecastManifest manifest, CancellationToken cancellationToken)
    {
        var forecast = await http.GetFromJsonAsync<JsonNode>(new Uri("forecasts/e2e-0?market=DE&horizon=14&level=80,95", UriKind.Relative), cancellationToken);
        Assert.AreEqual(manifest.Published.Version, (string?)forecast!["model"]);
        var points = forecast["points"]!.AsArray();
        Assert.HasCount(14, points);
        Assert.AreEqual(Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (string?)points[0]!["date"]);
        foreach (var point in points)
        {
            var parts = point!["parts"]!;
            var sum = new[] { "level", "season", "calendar", "price" }.Sum(part => (double)parts[part]!);
            Assert.AreEqual((double)point["mean"]!, sum, 0.01);
            Assert.IsGreaterThan((double)point["intervals"]!["lo-80"]!, (double)point["intervals"]!["hi-80"]!);
        }

        // 5 pieces a day have trebled: the forecast is near what sells now.
        Assert.IsInRange(9, 26, points.Average(static point => (double)point!["mean"]!));
        var plan = await http.GetFromJsonAsync<JsonNode>(new Uri("inventory/e2e-0/plan?market=DE", UriKind.Relative), cancellationToken);
        var now = (int)plan!["orderNow"]!;
        Assert.IsGreaterThanOrEqualTo(300, now);
        Assert.AreEqual(0, now % 48);
        Assert.AreEqual(2 + now, plan["warehouses"]!.AsArray().Sum(static place => (int)place!["pieces"]!));
        Assert.IsGreaterThan((double)plan["withoutOrders"]!["fillRate"]!, (double)plan["simulation"]!["fillRate"]!);
        var outlook = await http.GetFromJsonAsync<JsonNode>(new Uri("markets/DE/outlook", UriKind.Relative), cancellationToken);
        Assert.IsGreaterThan(0, (double)outlook!["expected"]!);
        Assert.IsGreaterThan(0, outlook["calendar"]!.AsArray().Count);
    }

    private static async Task CheckReportAsync(BlobContainerClient container, string run, string verdict, CancellationToken cancellationToken)
    {
        var report = (await container.GetBlobClient($"runs/{run}/report.html").DownloadContentAsync(cancellationToken)).Value.Content.ToString();
        foreach (var part in (string[])[verdict, "Errors by kind of demand", "Candidates", "What the trees rely on", "<polygon", "<polyline"])
        {
            StringAssert.Contains(report, part);
        }
    }

    private static HttpClient Open(AppProcess app)
    {
        var http = new HttpClient { BaseAddress = app.Addresses.Http };
        http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
        return http;
    }

    private static async Task<Azure.ETag?> BlobThereAsync(BlobServiceClient blobs, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(ForecastStore.ContainerName);
        while (true)
        {
            if ((await NamesAsync(container, "runs/", cancellationToken)).Find(blob => isWanted(blob.Name)) is { Name: not null } found)
            {
                return found.ETag;
            }
        }
    }

    private static async Task<List<(string Name, Azure.ETag ETag)>> NamesAsync(BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        var names = new List<(string, Azure.ETag)>();
        if (await container.ExistsAsync(cancellationToken))
        {
            await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, prefix, cancellationToken))
            {
                names.Add((blob.Name, blob.Properties.ETag!.Value));
            }
        }

        return names;
    }

    // From the beginning, until every product's forecast and an advice are there; then what else is stored.
    private static async Task<List<(string Type, string Sku)>> ReadInsightsAsync(string connection, int products, CancellationToken cancellationToken)
    {
        await using var client = new HubClient(HubConnectionString.Parse(connection), HubNames.Insights, null, TimeProvider.System, NullLoggerFactory.Instance);
        var (events, left) = (new List<(string Type, string Sku)>(), new Dictionary<string, long>());
        foreach (var id in (await client.GetPropertiesAsync(cancellationToken)).PartitionIds)
        {
            left[id] = await client.GetPartitionPropertiesAsync(id, cancellationToken) is { IsEmpty: false } there ? there.LastSequenceNumber : -1;
            await using var receiver = client.CreateReceiver("$Default", id, EventPosition.Earliest);
            for (var last = -1L; last < left[id];)
            {
                foreach (var stored in await receiver.ReadAsync(500, cancellationToken))
                {
                    last = stored.SequenceNumber;
                    if (stored.Properties.GetValueOrDefault(EventProperties.Type) is EventTypes.ForecastPublished or EventTypes.ReorderAdvised)
                    {
                        events.Add(((string)stored.Properties[EventProperties.Type]!, JsonNode.Parse(stored.Body.Span)!["sku"]!.GetValue<string>()));
                    }
                }
            }
        }

        Assert.IsGreaterThan(products, events.Count);
        return events;
    }

    private static string Payment(string id, string customer, string sku, long units, DateTimeOffset occurredAt) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{occurredAt:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}",
        "instrumentId":"i-{{customer}}","method":"card","sellerId":"s-1","market":"DE","amount":{{units * 10}},"currency":"EUR",
        "items":[{"sku":"{{sku}}","quantity":{{units}},"unitPrice":10}]}
        """);
}
