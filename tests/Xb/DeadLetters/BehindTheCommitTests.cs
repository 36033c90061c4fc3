using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Tests.DeadLetters;

[TestClass]
public sealed class BehindTheCommitTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(3);
    private const string Header = "invoice_no,stock_code,description,quantity,invoice_datetime,unit_price_gbp,customer_id,country";

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(false, DisplayName = "A corrected dead letter is decided once, however often it is sent again")]
    [DataRow(true, DisplayName = "A corrected dead letter is decided once by a platform of several processes")]
    public async Task A_corrected_dead_letter_is_decided_once_however_often_it_is_sent_again_and_all_of_it_can_be_looked_at(bool isolated)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var path = folder.Write(
            "own.csv",
            Header,
            "700001,10A,MUG,2,2011-03-01 09:00:00,3.25,501,Germany",
            "700002,10A,MUG,1,2011-07-01 09:05:00,3.25,502,EIRE",
            "700003,12,BOWL,some,2011-07-01 10:06:00,1,503,France");
        var replay = await RunAsync("replay", "online-retail", path, "--demo", "--data", data, "--bad-rows", "send");
        Assert.AreEqual(0, replay.ExitCode, replay.Output + replay.Error);
        var id = IdOf(await RunAsync("dead-letters", "list", "--data", data), "own.csv:");

        var dry = await RunAsync("dead-letters", "replay", "--stage", "parse", "--dry-run", "--data", data);
        Assert.AreEqual(0, dry.ExitCode, dry.Error);
        Assert.Contains("1 dead letters would be sent; nothing was.", dry.Output);
        var nowhere = await RunAsync("dead-letters", "replay", "--all", "--data", data);
        Assert.AreEqual(1, nowhere.ExitCode);
        Assert.Contains("No platform runs here to send to.", nowhere.Error);

        var corrected = folder.Write("corrected.json", Payment("corrected-1"));
        var places = new ConcurrentDictionary<(string PaymentId, string Body), int>();
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var platform = await StartAsync(data, isolated))
        await using (await HubTail.StartAsync(
            PlatformTarget.Of(platform.Local).EventHubs, HubNames.Decisions, Take, TimeProvider.System, TestContext.CancellationToken))
        {
            var sent = await RunAsync("dead-letters", "replay", id, "--body", corrected, "--data", data);
            Assert.AreEqual(0, sent.ExitCode, sent.Error);
            Assert.Contains("1 dead letters sent to their hub again.", sent.Output);
            var left = await RunAsync("dead-letters", "replay", id, "--data", data);
            Assert.Contains("1 were sent before and left out", left.Output);
            var again = await RunAsync("dead-letters", "replay", id, "--body", corrected, "--again", "--data", data);
            Assert.AreEqual(0, again.ExitCode, again.Error);

            // One partition keeps its order: what is decided behind both shows that both were taken.
            var last = await RunAsync("dead-letters", "replay", id, "--body", folder.Write("last.json", Payment("corrected-2")), "--again", "--data", data);
            Assert.AreEqual(0, last.ExitCode, last.Error);
            await taken.Task.WaitAsync(SafetyNet, TestContext.CancellationToken);
        }

        Assert.HasCount(1, places.Keys.Where(place => place.PaymentId == "corrected-1"), "decided once");
        var list = await RunAsync("dead-letters", "list", "--data", data);
        Assert.Contains("1 dead letters.", list.Output);
        var files = await RunAsync("archive", "list", "--dataset", "fraud/decisions", "--data", data);
        Assert.AreEqual(0, files.ExitCode, files.Error);
        var shown = "";
        foreach (var file in files.Output.Split('\n').Where(line => line.Contains(".parquet", StringComparison.Ordinal)).Select(line => line.Split('│')[1].Trim()))
        {
            var show = await RunAsync("archive", "show", file, "--rows", "100", "--data", data);
            Assert.AreEqual(0, show.ExitCode, show.Error);
            shown += show.Output;
        }

        Assert.HasCount(2, shown.Split("corrected-1"), "archived once");
        Assert.Contains("customer_payments_", shown);

        void Take(StoredEvent stored)
        {
            if (DecisionHead.TryRead(stored.Body.Span, out var head))
            {
                places.TryAdd((head.PaymentId, Encoding.UTF8.GetString(stored.Body.Span)), 0);
                if (head.PaymentId == "corrected-2")
                {
                    taken.TrySetResult();
                }
            }
        }
    }

    [TestMethod]
    public async Task Rebuilding_brings_back_a_table_that_was_lost()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var path = folder.Write(
            "own.csv",
            Header,
            "700001,10A,MUG,2,2011-03-01 09:00:00,3.25,501,Germany",
            "700002,10A,MUG,1,2011-07-01 09:05:00,3.25,502,EIRE",
            "700003,10A,MUG,1,2011-07-01 09:06:00,3.25,501,EIRE");
        var replay = await RunAsync("replay", "online-retail", path, "--demo", "--data", data);
        Assert.AreEqual(0, replay.ExitCode, replay.Output + replay.Error);
        var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(data, "azurite") }, TestContext.CancellationToken);
        await using (azurite)
        {
            var table = new TableClient(azurite.ConnectionString, "FraudCustomers");
            var before = await RowsAsync(table);
            Assert.HasCount(2, before);
            foreach (var row in table.Query<TableEntity>().ToList())
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, TestContext.CancellationToken);
            }

            var rebuild = await RunAsync("read-models", "rebuild", "--storage", azurite.ConnectionString);
            Assert.AreEqual(0, rebuild.ExitCode, rebuild.Error);
            Assert.Contains("2 rows of FraudCustomers written", rebuild.Output);
            CollectionAssert.AreEqual(before, await RowsAsync(table));
        }
    }

    private static async Task<List<string>> RowsAsync(TableClient table)
    {
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            if (row.RowKey[0] != '$')
            {
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{row.RowKey} {row["Approved"]} {row["Reviewed"]} {row["Declined"]} {row["Amount"]} {row["LastPaymentAt"]}"));
            }
        }

        return rows;
    }

    private static async Task<StartedPlatform> StartAsync(string data, bool isolated) =>
        await StartedPlatform.StartAsync(new PlatformOptions(data, "test", 0, 0, isolated), CancellationToken.None);

    private static string IdOf(CommandRun list, string text) =>
        list.Output.Split('\n').First(line => line.Contains(text, StringComparison.Ordinal)).Split('│')[1].Trim();

    private static string Payment(string id) =>
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"2011-07-01T10:06:00Z","customerId":"503","instrumentId":"i-503","method":"card","sellerId":"s-1","market":"FR","amount":1.00,"currency":"EUR"}
        """;

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, args);
}
