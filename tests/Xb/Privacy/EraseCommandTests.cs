using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Tests.Privacy;

[TestClass]
public sealed class EraseCommandTests
{
    private const string Customer = "c-1041";
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_customer_is_erased_and_the_receipt_says_from_where()
    {
        using var folder = new TemporaryFolder();
        var options = new PlatformOptions(Path.Combine(folder.Path, "data"), "test", 0, 0)
        {
            MoreSettings = new Dictionary<string, string> { ["Erasure:Settle"] = "00:00:00" },
        };
        await using var platform = await StartedPlatform.StartAsync(options, TestContext.CancellationToken);
        var running = PlatformAddresses.Find(options.Folder)!;
        await PayAsync(platform);

        var asked = await EraseAsync(running);
        Assert.AreEqual(0, asked.ExitCode, asked.Error);
        Assert.Contains("is pending.", asked.Output);
        Assert.MatchesRegex(@"│ fraud state +│ pending │", asked.Output);
        Assert.MatchesRegex(@"│ event hubs +│ +kept │ +0 │ \d{4}-\d{2}-\d{2} \d{2}:\d{2} │", asked.Output);
        Assert.DoesNotContain(Customer, asked.Output, "a receipt names no one");

        // Waits as an operator does; the timer's job is called meanwhile, and not once a minute.
        var waiting = EraseAsync(running, "--wait", "10m");
        var job = platform.Services.GetRequiredService<ErasureJob>();
        while (!waiting.IsCompleted)
        {
            await job.RunAsync(TestContext.CancellationToken);
            await Task.Yield();
        }

        var done = await waiting;
        Assert.AreEqual(0, done.ExitCode, done.Error);
        Assert.Contains("is done.", done.Output);
        Assert.AreEqual(IdOf(asked), IdOf(done), "asked again, it is the same erasure");
        Assert.MatchesRegex(@"│ fraud tables +│ +done │ +1 │", done.Output);
        Assert.MatchesRegex(@"│ decisions by payment +│ +done │ +1 │", done.Output);
        Assert.IsEmpty(await RowsAsync(running));
    }

    [TestMethod]
    [DataRow("--url takes an absolute address", "--url", "not an address", "--function-key", "k", DisplayName = "no address")]
    [DataRow("The functions at http://127.0.0.1:9/ do not answer", "--url", "http://127.0.0.1:9", "--function-key", "k", DisplayName = "nobody there")]
    public async Task Where_no_functions_are_is_told_in_one_line(string problem, params string[] args)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, ["erase", "--customer", Customer, .. args]);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith(problem, run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public async Task The_key_is_taken_from_the_environment_and_a_wrong_one_is_told()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await StartedPlatform.StartAsync(new PlatformOptions(Path.Combine(folder.Path, "data"), "test", 0, 0), TestContext.CancellationToken);
        var running = PlatformAddresses.Find(Path.Combine(folder.Path, "data"))!;
        string[] args = ["erase", "--customer", "c-nobody", "--url", $"{running.Http}"];

        var right = await CommandProcess.OfAsync(new Dictionary<string, string> { ["XB_FUNCTION_KEY"] = running.HostKey }, TestContext.CancellationToken, args);
        Assert.AreEqual(0, right.ExitCode, right.Error);
        Assert.Contains("is pending.", right.Output);

        var wrong = await CommandRun.OfAsync(TestContext.CancellationToken, [.. args, "--function-key", "wrong"]);
        Assert.AreEqual(XbCommandLine.Failed, wrong.ExitCode);
        Assert.Contains("401", wrong.Error);

        var bad = await CommandRun.OfAsync(TestContext.CancellationToken, ["erase", "--customer", "a\u0007b", "--url", $"{running.Http}", "--function-key", running.HostKey]);
        Assert.AreEqual(XbCommandLine.Failed, bad.ExitCode);
        Assert.Contains("400", bad.Error);
    }

    private async Task PayAsync(StartedPlatform platform)
    {
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = PlatformTarget.Of(platform.Local);
        await using var tail = await HubTail.StartAsync(target.EventHubs, HubNames.Decisions, _ => decided.TrySetResult(), TimeProvider.System, TestContext.CancellationToken);
        await using (var client = HubConnections.Open(target.EventHubs, HubNames.Payments, TimeProvider.System))
        await using (var sender = client.CreateSender())
        {
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"type":"payment.authorised","paymentId":"p-1","occurredAt":"{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{Customer}}",
                "instrumentId":"i-1","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR"}
                """);
            await sender.SendAsync([new HubEvent(Encoding.UTF8.GetBytes(body)) { PartitionKey = Customer }], cancellationToken: TestContext.CancellationToken);
        }

        await decided.Task.WaitAsync(SafetyNet, TestContext.CancellationToken);
        while ((await RowsAsync(platform.Local.StorageConnectionString)).Count == 0)
        {
            await Task.Yield();
        }
    }

    private Task<CommandRun> EraseAsync(PlatformAddresses running, params string[] more) => CommandRun.OfAsync(
        TestContext.CancellationToken, ["erase", "--customer", Customer, "--url", $"{running.Http}", "--function-key", running.HostKey, .. more]);

    private static string IdOf(CommandRun run) => run.Output.Split('\n').Single(static line => line.StartsWith("Erasure ", StringComparison.Ordinal)).Split(' ')[1];

    private Task<List<TableEntity>> RowsAsync(PlatformAddresses running) => RowsAsync(running.Storage);

    private async Task<List<TableEntity>> RowsAsync(string storage)
    {
        var rows = new List<TableEntity>();
        try
        {
            await foreach (var row in new TableClient(storage, "FraudCustomers").QueryAsync<TableEntity>(cancellationToken: TestContext.CancellationToken))
            {
                if (row.RowKey[0] != '$')
                {
                    rows.Add(row);
                }
            }
        }
        catch (Azure.RequestFailedException failed) when (failed.Status == 404)
        {
            // Nothing was written yet.
        }

        return rows;
    }
}
