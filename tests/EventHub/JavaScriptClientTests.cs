using System.Diagnostics;
using XbFunctions.Host;

namespace XbFunctions.EventHub.Tests;

/// <summary>The official JavaScript client, which no one here wrote, as it comes from npm.</summary>
[TestClass]
public sealed class JavaScriptClientTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(6);

    [TestMethod]
    [DataRow("properties", DisplayName = "The JavaScript client reads properties of hubs and partitions")]
    [DataRow("errors", DisplayName = "The JavaScript client gets its own errors for what is missing, forbidden or too large")]
    [DataRow("batches", DisplayName = "The JavaScript client sends batches with a partition, with a key and without either")]
    [DataRow("positions", DisplayName = "The JavaScript client receives from every kind of position")]
    [DataRow("latest", DisplayName = "The JavaScript client receives from the end on and is told where the end is")]
    [DataRow("singles", DisplayName = "The JavaScript client sends single events with bodies of every kind")]
    [DataRow("buffered", DisplayName = "The JavaScript client's own placement of keys is that of the hub")]
    [DataRow("hubs", DisplayName = "The JavaScript client finds several hubs and consumer groups apart")]
    [DataRow("silence", DisplayName = "The JavaScript client keeps its connection through 170 s of silence, which this test has to wait out")]
    [DataRow("partitions", DisplayName = "The JavaScript client receives four partitions on one connection and tracks their ends")]
    [DataRow("owners", DisplayName = "The JavaScript client takes partitions over by owner level")]
    [DataRow("readers", DisplayName = "The JavaScript client is refused as the sixth reader")]
    [DataRow("idempotent", DisplayName = "The JavaScript client sends again as an idempotent producer and nothing is stored twice")]
    public async Task The_JavaScript_client_is_served(string scenario)
    {
        await using var server = await TestServer.StartAsync(configureBroker: static options => options.Hubs.Add(new EventHubDefinition("returns", 2, "second")));
        using var node = await StartAsync(scenario, server);
        await ExpectPassedAsync(node);
    }

    [TestMethod]
    public async Task The_JavaScript_client_goes_on_behind_a_restart_of_the_hub()
    {
        await using var server = await TestServer.StartAsync(isDurable: true);
        await AppendAsync(0);
        using var node = await StartAsync("restart", server);
        Assert.AreEqual("restart", await node.StandardOutput.ReadLineAsync());

        await server.StopAsync();
        await server.StartAgainAsync();
        await AppendAsync(100);

        await ExpectPassedAsync(node);

        async Task AppendAsync(int first) => await server.Hub.AppendAsync(
            [.. Enumerable.Range(first, 100).Select(static number => TestHub.Event($"{number}") with { ContentType = "application/json" })], partition: 0);
    }

    private static async Task<Process> StartAsync(string scenario, TestServer server)
    {
        var package = await NodeModules.EnsureInstalledAsync(Path.Combine("@azure", "event-hubs"));
        var script = Path.Combine(AppContext.BaseDirectory, "js", "conformance.mjs");
        var start = new ProcessStartInfo("node", [script, scenario, server.Server.ConnectionString, server.Hub.Name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XB_NODE_MODULES"] = Path.Combine(package, "package.json");
        return Process.Start(start)!;
    }

    private static async Task ExpectPassedAsync(Process node)
    {
        using var timeout = new CancellationTokenSource(SafetyNet);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(timeout.Token);
            var output = await node.StandardOutput.ReadToEndAsync(timeout.Token);
            await node.WaitForExitAsync(timeout.Token);
            Assert.AreEqual("passed", output.Trim(), await errors);
        }
        finally
        {
            node.Kill();
        }
    }
}
