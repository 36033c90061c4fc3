using System.Diagnostics;
using XbFunctions.Host;

namespace XbFunctions.App.Tests;

/// <summary>The samples, run as their readers run them.</summary>
[TestClass]
public sealed class SampleTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_JavaScript_sample_sends_payments_and_sees_them_decided()
    {
        var root = Path.GetFullPath(Path.Combine(await NodeModules.EnsureInstalledAsync(Path.Combine("@azure", "event-hubs")), "..", "..", ".."));
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            var (exitCode, output) = await RunAsync(root, app.Addresses.EventHubs!, "7");
            Assert.AreEqual(0, exitCode, output);
            StringAssert.Contains(output, "7 payments sent");
            StringAssert.Contains(output, "7 payments decided");
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    [TestMethod]
    public async Task The_JavaScript_sample_says_what_is_wrong_with_its_argument()
    {
        var root = Path.GetFullPath(Path.Combine(await NodeModules.EnsureInstalledAsync(Path.Combine("@azure", "event-hubs")), "..", "..", ".."));
        var (exitCode, output) = await RunAsync(root, "unused", "many");
        Assert.AreEqual(2, exitCode);
        StringAssert.Contains(output, "COUNT must be a whole number");
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string root, string eventHubs, string count)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(root, "samples", "javascript", "send-payments.mjs"), count])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["EVENTHUBS"] = eventHubs;
        using var node = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        timeout.CancelAfter(SafetyNet);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(timeout.Token);
            var output = await node.StandardOutput.ReadToEndAsync(timeout.Token);
            await node.WaitForExitAsync(timeout.Token);
            return (node.ExitCode, output + await errors);
        }
        finally
        {
            node.Kill();
        }
    }
}
