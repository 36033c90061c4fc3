namespace XbFunctions.Xb.Tests.Demo;

[TestClass]
public sealed class DemoTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(new string[0], DisplayName = "A short demo decides payments and ends well")]
    [DataRow(new[] { "--isolate" }, DisplayName = "A short demo of several processes decides payments and ends well")]
    public async Task A_short_demo_decides_payments_and_ends_well(string[] options)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            ["demo", "--plain", "--duration", "15s", "--rate", "400", "--http-port", "0", "--amqp-port", "0", "--data", data, .. options]);
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        Assert.IsGreaterThan(0, run.Figure("decisions out"), run.Output);
        Assert.AreEqual(0, run.Figure("dead letters"));
        Assert.AreEqual(0, run.Figure("waiting"));
        Assert.Contains("5,000 items of the marketplace", run.Output);
        var recommended = run.Output.Split('\n').SkipWhile(static line => !line.Contains("recommended to ", StringComparison.Ordinal)).ToArray();
        Assert.IsGreaterThanOrEqualTo(5, recommended.Count(static line => line.Contains("you viewed", StringComparison.Ordinal) || line.Contains("Popular in", StringComparison.Ordinal) || line.Contains("New in", StringComparison.Ordinal)), run.Output);
        Assert.IsFalse(File.Exists(Path.Combine(data, "platform.json")), "The platform has ended, so nothing may say that it runs.");
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_named_with_the_option_that_helps()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            "demo", "--plain", "--duration", "1s", "--http-port", "0", "--data", Path.Combine(folder.Path, "data"),
            "--amqp-port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.Contains($"Port {port} ", run.Error);
        Assert.Contains("--amqp-port", run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
