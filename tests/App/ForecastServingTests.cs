using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Tests;

/// <summary>Forecasts, outlooks and plans over HTTP from forecasts that were published today and before: the app as a process.</summary>
[TestClass]
public sealed class ForecastServingTests
{
    private static readonly CountryCode Germany = CountryCode.Parse("DE");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = MarketDays.Of(Germany, Now);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Forecasts_plans_and_stock_answer_over_HTTP_as_they_say()
    {
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false, "--RetrainForecastsSchedule=0 0 0 29 2 *"))
        {
            await PublishAsync(app);
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            await CheckForecastsAsync(http);
            await CheckOutlookAsync(http);
            await CheckPlansAsync(http);
            await CheckStockAsync(http);
            await CheckSeriesAsync(http);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    private async Task PublishAsync(AppProcess app)
    {
        var publisher = new ForecastPublisher(new TableServiceClient(app.Addresses.Storage), new NoEvents());
        (string, StoredForecast)[] forecasts =
        [
            ("fresh", Of(Today, 20, 20)),
            ("old", Of(Today.AddDays(-3), 20, 20)),
            ("stale", Of(Today.AddDays(-10), 20, 20)),
            ("over", Of(Today.AddDays(-40), 20, 20)),
            ("many", Of(Today, 60_000, 60_000)),
        ];
        (string, StoredForecast)[] sums = [("*DE", Of(Today, 120, 100)), ("*DE/shoes", Of(Today, 12, 10)), ("*DE/hats", Of(Today, 6, 10))];
        await publisher.PublishAsync(Germany, forecasts, ForecastChampion.BuiltIn, Now, TestContext.CancellationToken);
        await publisher.PublishSumsAsync(Germany, sums, ForecastChampion.BuiltIn, Now, TestContext.CancellationToken);
    }

    private async Task CheckForecastsAsync(HttpClient http)
    {
        var old = await GetAsync(http, "forecasts/old?market=DE");
        Assert.AreEqual(3, (int)old["ageDays"]!);
        Assert.HasCount(25, old["points"]!.AsArray());
        Assert.AreEqual(Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (string?)old["points"]![0]!["date"]);
        Assert.HasCount(25, (await GetAsync(http, "forecasts/old?market=DE&horizon=25"))["points"]!.AsArray());
        var beyond = await GetAsync(http, "forecasts/old?market=DE&horizon=26", HttpStatusCode.BadRequest);
        Assert.AreEqual("horizon", (string?)beyond["field"]);
        StringAssert.Contains((string?)beyond["detail"], "25 days");
        Assert.AreEqual("horizon", (string?)(await GetAsync(http, "forecasts/fresh?market=DE&horizon=90", HttpStatusCode.BadRequest))["field"]);
        Assert.AreEqual("sku", (string?)(await GetAsync(http, "forecasts/over?market=DE", HttpStatusCode.NotFound))["field"]);
    }

    private async Task CheckOutlookAsync(HttpClient http)
    {
        var outlook = await GetAsync(http, "markets/DE/outlook");
        Assert.AreEqual(0.2, (double)outlook["growth"]!, 1e-4);
        Assert.AreEqual(28 * 120, (double)outlook["expected"]!, 1e-6);
        Assert.AreEqual("shoes", (string?)outlook["rising"]!.AsArray().Single()!["name"]);
        Assert.AreEqual(0.2, (double)outlook["rising"]![0]!["growth"]!, 1e-4);
        Assert.AreEqual("hats", (string?)outlook["falling"]!.AsArray().Single()!["name"]);
        Assert.AreEqual(-0.4, (double)outlook["falling"]![0]!["growth"]!, 1e-4);
    }

    private async Task CheckPlansAsync(HttpClient http)
    {
        var usual = await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100");
        Assert.AreEqual("rq", (string?)usual["policy"]);
        Assert.AreEqual(0.95, (double)usual["serviceLevel"]!);
        Assert.AreEqual(usual.ToJsonString(), (await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100")).ToJsonString());

        // What a piece short costs sets the level: of Q pieces an order, held at 2.5 a year each.
        var costly = await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100&stockOutCost=2");
        Assert.AreEqual(2 / (2 + (2.5 * (int)costly["quantity"]! / (20 * 365))), (double)costly["serviceLevel"]!, 1e-3);
        var dear = await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100&stockOutCost=200");
        Assert.IsGreaterThan((int)costly["reorderPoint"]!, (int)dear["reorderPoint"]!);
        var review = await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100&reviewDays=7");
        Assert.AreEqual("ss", (string?)review["policy"]);
        Assert.AreEqual("rq", (string?)(await GetAsync(http, "inventory/fresh/plan?market=DE&reviewDays=7&policy=rq"))["policy"]);
        var end = Today.AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var season = await GetAsync(http, $"inventory/fresh/plan?market=DE&onHand=100&seasonEnd={end}&salvage=3&stockOutCost=8");
        Assert.AreEqual("newsvendor", (string?)season["policy"]);
        Assert.IsNull(season["reorderPoint"]);
        Assert.IsGreaterThan(0, (int)season["orderNow"]!);
        Assert.IsNull((await GetAsync(http, "inventory/fresh/plan?market=DE&onHand=100000"))["orderBy"]);
        Assert.AreEqual("rq", (string?)(await GetAsync(http, "inventory/old/plan?market=DE"))["policy"]);
        foreach (var (query, field) in new[]
        {
            ("fresh/plan?market=DE&policy=eoq", "policy"),
            ("fresh/plan?market=DE&policy=newsvendor", "policy"),
            ("fresh/plan?market=DE&seasonEnd=soon", "seasonEnd"),
            ("fresh/plan?market=DE&salvage=10", "salvage"),
            ("many/plan?market=DE&holdingRate=0.001&price=0.01&orderCost=1000000", "orderCost"),
        })
        {
            Assert.AreEqual(field, (string?)(await GetAsync(http, $"inventory/{query}", HttpStatusCode.BadRequest))["field"], query);
        }

        StringAssert.Contains((string?)(await GetAsync(http, "inventory/stale/plan?market=DE", HttpStatusCode.UnprocessableEntity))["detail"], "10 days ago");
        await GetAsync(http, "inventory/over/plan?market=DE", HttpStatusCode.UnprocessableEntity);
    }

    private async Task CheckStockAsync(HttpClient http)
    {
        const string Stock = "inventory/fresh/stock?market=DE";
        var expected = Today.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 5, onOrder = 2_000, expected, at = Now }, HttpStatusCode.NoContent);
        await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 5, onOrder = 2_000, expected, at = Now }, HttpStatusCode.NoContent);
        var late = await GetAsync(http, "inventory/fresh/plan?market=DE");
        var soon = await GetAsync(http, $"inventory/fresh/plan?market=DE&expected={Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        Assert.IsGreaterThan((double)soon["withoutOrders"]!["stockOutDays"]! + 10, (double)late["withoutOrders"]!["stockOutDays"]!);
        var older = await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 7, at = Now.AddHours(-1) }, HttpStatusCode.Conflict);
        Assert.AreEqual("at", (string?)older!["field"]);
        var future = await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 7, at = Now.AddHours(23) }, HttpStatusCode.BadRequest);
        Assert.AreEqual("at", (string?)future!["field"]);
        await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 9, at = TimeProvider.System.GetUtcNow().AddMinutes(2) }, HttpStatusCode.NoContent);
        var wrong = await SendAsync(http, HttpMethod.Put, Stock, new { onHand = 7, expected }, HttpStatusCode.BadRequest);
        Assert.AreEqual("expected", (string?)wrong!["field"]);
    }

    private async Task CheckSeriesAsync(HttpClient http)
    {
        double[] values = [.. Enumerable.Range(0, 24).Select(static month => 100 + (month * 7 % 11) + (month % 3 * 4.0))];
        var calls = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SendAsync(
            http, HttpMethod.Post, "forecasts", new { series = new { y = values, sizes = new[] { 24 } }, freq = "M", h = 12, level = new[] { 80, 95 } }, HttpStatusCode.OK)));
        foreach (var answer in calls)
        {
            Assert.HasCount(12, answer!["mean"]!.AsArray());
            Assert.AreEqual(12, (int)answer["sizes"]!.AsArray().Single()!);
            Assert.IsGreaterThan(0, (int)answer["origins"]!.AsArray().Single()!);
            for (var step = 0; step < 12; step++)
            {
                double End(string name) => (double)answer["intervals"]![name]![step]!;
                Assert.IsLessThan(End("hi-95"), End("lo-95"));
                Assert.IsLessThan((double)answer["mean"]![step]!, End("lo-80"));
                Assert.IsGreaterThan((double)answer["mean"]![step]!, End("hi-80"));
            }
        }

        var wrong = await SendAsync(http, HttpMethod.Post, "forecasts", new { series = new { y = values }, freq = "X", h = 12 }, HttpStatusCode.BadRequest);
        Assert.AreEqual("freq", (string?)wrong!["field"]);
    }

    private async Task<JsonNode> GetAsync(HttpClient http, string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), TestContext.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.CancellationToken);
        Assert.AreEqual(status, answer.StatusCode, $"{address}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<JsonNode?> SendAsync(HttpClient http, HttpMethod method, string address, object body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.CancellationToken);
        Assert.AreEqual(status, answer.StatusCode, $"{address}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static StoredForecast Of(DateOnly first, double mean, double recent)
    {
        double[] Days(double value) => [.. Enumerable.Repeat(value, 28)];
        return new StoredForecast(first, "shoes", "Smooth", Days(mean), [Days(mean * 0.6), Days(mean * 0.75), Days(mean * 1.25), Days(mean * 1.4)], Days(mean), Days(recent));
    }

    private sealed class NoEvents : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
