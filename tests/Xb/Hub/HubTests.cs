using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;
using XbFunctions.Host;

namespace XbFunctions.Xb.Tests.Hub;

[TestClass]
public sealed class HubTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(2);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Without_options_the_hubs_and_groups_of_the_apps_triggers_are_served_with_the_apps_key()
    {
        using var hub = await RunningHub.StartAsync("--memory");
        Assert.Contains("Hub:        payments, 4 partitions, groups $Default, fraud, sales, ", hub.ToString());
        foreach (var name in (string[])["clickstream", "decisions", "insights"])
        {
            Assert.Contains($"Hub:        {name}, 4 partitions", hub.ToString());
        }

        await using var client = new HubClient(
            HubConnectionString.Parse(hub.Of("Event Hubs:")), "payments", null, TimeProvider.System, NullLoggerFactory.Instance);
        await using var sender = client.CreateSender();
        await sender.SendAsync([new HubEvent("x"u8.ToArray())], cancellationToken: TestContext.CancellationToken).WaitAsync(SafetyNet);
        Assert.Contains("local-development-only", hub.Of("Event Hubs:"));
        using var http = new HttpClient();
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri(hub.Of("Health:")), TestContext.CancellationToken)).StatusCode);
        Assert.AreEqual(0, await hub.StopAsync());
        Assert.EndsWith("Stopped.", hub.ToString().TrimEnd());
    }

    [TestMethod]
    public async Task Named_hubs_are_served_with_their_partitions_and_groups_and_keep_their_events()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["--hub", "orders:2:billing,audit", "--hub", "returns", "--data", folder.Path, "--durability", "disk", "--retention-size", "512MiB", "--retention-age", "2d"];
        using (var hub = await RunningHub.StartAsync(args))
        {
            Assert.Contains("Hub:        orders, 2 partitions, groups $Default, audit, billing, 0 events", hub.ToString());
            Assert.Contains("Hub:        returns, 4 partitions, groups $Default, 0 events", hub.ToString());
            Assert.Contains("Kept:       2d, 512 MiB a partition", hub.ToString());
            Assert.Contains("acknowledged when on the disk", hub.Of("Data:"));
            await using var client = new HubClient(HubConnectionString.Parse(hub.Of("Event Hubs:")), "orders", null, TimeProvider.System, NullLoggerFactory.Instance);
            await using var sender = client.CreateSender();
            await sender.SendAsync([new HubEvent("x"u8.ToArray())], cancellationToken: TestContext.CancellationToken).WaitAsync(SafetyNet);
            var second = await RunAsync([.. args, "--port", "0", "--health-port", "0"]);
            Assert.AreEqual(XbCommandLine.Failed, second.ExitCode);
            Assert.Contains("--data", second.Error);
            Assert.ContainsSingle(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await hub.StopAsync();
        }

        using var again = await RunningHub.StartAsync(args);
        Assert.Contains("groups $Default, audit, billing, 1 events", again.ToString());
        await again.StopAsync();
    }

    [TestMethod]
    [DataRow("--port")]
    [DataRow("--health-port")]
    public async Task A_port_that_is_taken_is_named_with_the_option_that_helps(string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var other = option == "--port" ? "--health-port" : "--port";
        var run = await RunAsync("--memory", option, port, other, "0");
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith($"Port {port} is in use.", run.Error);
        Assert.Contains($" {option} ", run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    [DataRow("--hub a:b", "--hub is 'a:b'; expected NAME", DisplayName = "partitions that are no number")]
    [DataRow("--hub a:40", "1 to 32 are possible", DisplayName = "too many partitions")]
    [DataRow("--hub a --app b", "Give --hub or --app, not both.", DisplayName = "hubs and an app")]
    [DataRow("--memory --data d", "give one of them", DisplayName = "memory and a folder")]
    [DataRow("--durability never", "--durability is 'never'; expected os or disk", DisplayName = "a durability that is none")]
    [DataRow("--retention-size big", "--retention-size is 'big'; expected a size", DisplayName = "a size that is none")]
    public async Task A_wrong_option_is_named(string options, string expected)
    {
        var run = await RunAsync(options.Split(' '));
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [TestMethod]
    public async Task An_app_that_is_not_there_is_named()
    {
        var run = await RunAsync("--app", "No.Such.App", "--memory");
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith("--app: 'No.Such.App' is neither", run.Error);
    }

    [TestMethod]
    public async Task What_the_JavaScript_client_was_acknowledged_is_there_once_after_kill_9()
    {
        using var folder = new TemporaryFolder();
        var last = -1;
        await using (var hub = await HubProcess.StartAsync("--hub", "crash:1", "--data", folder.Path))
        {
            using var node = await StartNodeAsync(hub.ConnectionString);
            while (last < 100)
            {
                last = int.Parse((await node.StandardOutput.ReadLineAsync(TestContext.CancellationToken).AsTask().WaitAsync(SafetyNet))!, CultureInfo.InvariantCulture);
            }

            await hub.KillAsync();
            while (await node.StandardOutput.ReadLineAsync(TestContext.CancellationToken).AsTask().WaitAsync(SafetyNet) is { } rest)
            {
                last = int.Parse(rest, CultureInfo.InvariantCulture);
            }
        }

        await using var again = await HubProcess.StartAsync("--hub", "crash:1", "--data", folder.Path);
        await using var client = new HubClient(HubConnectionString.Parse(again.ConnectionString), "crash", null, TimeProvider.System, NullLoggerFactory.Instance);
        var count = (await client.GetPartitionPropertiesAsync("0", TestContext.CancellationToken)).LastSequenceNumber + 1;
        await using var receiver = client.CreateReceiver("$Default", "0", EventPosition.Earliest);
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.AddRange((await receiver.ReadAsync(500, TestContext.CancellationToken).WaitAsync(SafetyNet)).Select(static e => Encoding.UTF8.GetString(e.Body.Span)));
        }

        Assert.IsGreaterThan(last, texts.Count, $"event {last} was acknowledged");
        CollectionAssert.AreEqual(Enumerable.Range(0, texts.Count).Select(static n => $"event {n}").ToArray(), texts);
    }

    private static async Task<Process> StartNodeAsync(string connectionString)
    {
        var package = await NodeModules.EnsureInstalledAsync(Path.Combine("@azure", "event-hubs"));
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "js", "send-until-gone.mjs"), connectionString, "crash"]) { RedirectStandardOutput = true };
        start.Environment["XB_NODE_MODULES"] = Path.Combine(package, "package.json");
        return Process.Start(start)!;
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, ["hub", .. args]);
}
