using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Xb.Tests.Forecasts;

[TestClass]
public sealed class RetrainForecastsTests
{
    private const int Products = 3;
    private static readonly CountryCode Germany = CountryCode.Parse("DE");

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Where_no_app_runs_the_command_makes_a_run_of_its_own_and_leaves_the_timer_s_to_the_timer()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await StartAsync(folder);
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "forecasts", "retrain", "--storage", azurite.ConnectionString);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("no events are sent", run.Output);
        Assert.Contains($"{Products} products in 1 markets", run.Output);
        var today = NightlyForecasts.DailyNameOf(TimeProvider.System.GetUtcNow());
        Assert.IsNull(await new ForecastStore(Blobs(azurite)).FindManifestAsync(today, TestContext.CancellationToken));

        // The timer finds its own run still to do, and sends what it sends.
        var events = new Events();
        await Open(azurite, events).RunDailyAsync(cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual(Products, events.Count);
    }

    [TestMethod]
    public async Task The_app_is_asked_where_it_runs_and_a_day_that_is_done_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await StartAsync(folder);
        var events = new Events();
        using var app = new App(() => Open(azurite, events).RunDailyAsync());
        string[] command = ["forecasts", "retrain", "--storage", azurite.ConnectionString, "--app", app.Address, "--key", App.Key];
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, command);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.Contains("The app is asked", run.Output);
        Assert.Contains($"{Products} products in 1 markets", run.Output);
        Assert.AreEqual(Products, events.Count);

        var again = await CommandRun.OfAsync(TestContext.CancellationToken, command);
        Assert.AreEqual(0, again.ExitCode, again.Error);
        Assert.Contains("nothing was run", again.Output);
        Assert.AreEqual((1, Products), (app.Calls, events.Count));
    }

    [TestMethod]
    public async Task A_wrong_key_and_an_app_that_is_not_there_are_named()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await StartAsync(folder);
        using var app = new App(() => Task.CompletedTask);
        var refused = await CommandRun.OfAsync(TestContext.CancellationToken, "forecasts", "retrain", "--storage", azurite.ConnectionString, "--app", app.Address, "--key", "wrong");
        Assert.AreEqual(1, refused.ExitCode);
        Assert.Contains("--key is the app's master key", refused.Error);
        var gone = await CommandRun.OfAsync(TestContext.CancellationToken, "forecasts", "retrain", "--storage", azurite.ConnectionString, "--app", "http://localhost:1", "--key", "k");
        Assert.AreEqual(1, gone.ExitCode);
        Assert.Contains("does not answer", gone.Error);
        var half = await CommandRun.OfAsync(TestContext.CancellationToken, "forecasts", "retrain", "--storage", azurite.ConnectionString, "--app", app.Address);
        Assert.AreNotEqual(0, half.ExitCode);
    }

    private async Task<AzuriteProcess> StartAsync(TemporaryFolder folder)
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var today = MarketDays.Of(Germany, TimeProvider.System.GetUtcNow());
        await new SalesHistory(Blobs(azurite), new ReadModelReader(Tables(azurite))).WriteAsync(
            Germany,
            Enumerable.Range(0, Products).SelectMany(sku => Enumerable.Range(1, 90).Select(back => new SalesDay($"xb-{sku}", today.AddDays(-back), 5 + ((sku + back) % 4), 0, 900))),
            TestContext.CancellationToken);
        return azurite;
    }

    private static NightlyForecasts Open(AzuriteProcess azurite, Events events) => new(
        new SalesHistory(Blobs(azurite), new ReadModelReader(Tables(azurite))),
        new ImportedCategories(Blobs(azurite)),
        new ForecastStore(Blobs(azurite)),
        new ForecastPublisher(Tables(azurite), events),
        new ForecastingOptions { HistoryDays = 90 },
        new NightlyClock(TimeProvider.System, NullLogger<NightlyForecasts>.Instance));

    private static BlobServiceClient Blobs(AzuriteProcess azurite) => new(azurite.ConnectionString);

    private static TableServiceClient Tables(AzuriteProcess azurite) => new(azurite.ConnectionString);

    private sealed class Events : IEventPublisher
    {
        public int Count { get; private set; }

        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
        {
            Count += events.Count;
            return Task.CompletedTask;
        }
    }

    // The admin endpoint as the host has it: it takes the call, and the function runs behind the answer.
    private sealed class App : IDisposable
    {
        public const string Key = "master";
        private readonly HttpListener _listener = new();
        private readonly Func<Task> _run;
        private readonly Task _serving;

        public App(Func<Task> run)
        {
            using (var port = new TcpListener(IPAddress.Loopback, 0))
            {
                port.Start();
                Address = $"http://localhost:{((IPEndPoint)port.LocalEndpoint).Port}/";
            }

            _run = run;
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address { get; }

        public int Calls { get; private set; }

        public void Dispose()
        {
            _listener.Close();
            _serving.GetAwaiter().GetResult();
        }

        private async Task ServeAsync()
        {
            var running = Task.CompletedTask;
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    var isRight = context.Request.Headers["x-functions-key"] == Key;
                    context.Response.StatusCode = !isRight ? 401 : context.Request.RawUrl == "/admin/functions/RetrainForecasts" && context.Request.HttpMethod == "POST" ? 202 : 404;
                    context.Response.Close();
                    if (isRight)
                    {
                        Calls++;
                        running = Task.Run(_run);
                    }
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                await running;
            }
        }
    }
}
