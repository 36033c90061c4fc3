using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Tests.Platform;

/// <summary>The two ways of docs/operations.md into another region: the old account is copied blob by blob and table by table, and the platform starts on the new one.</summary>
[TestClass]
public sealed class RegionMoveTests
{
    private const string Known = "501";
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);

    private static string Date(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("'date='yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // The second list of the page.
    private static readonly string[] WithNewHubs =
    [
        new ArchiveOptions().Container, ModelRegistry.ContainerName, FraudPolicyStore.ContainerName, CatalogueStore.ContainerName, SalesHistory.ContainerName,
        ForecastStore.ContainerName, SignalsStore.ContainerName, GlossarySlot.ContainerName,
    ];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task With_replicated_hubs_everything_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var (old, now) = (await FillAsync(folder), Path.Combine(folder.Path, "new"));
        CopyFolder(Path.Combine(old, "eventhub"), Path.Combine(now, "eventhub"));
        var before = await CopyAsync(old, now, static _ => true, "--new-hubs=false");

        var paid = await PayAsync(now, ("again", "p-known", Known), ("next", "p-new", Known));
        CollectionAssert.AreEqual(new[] { "p-new" }, paid.Decided, "the first is a duplicate of one that the old region took");
        var customer = paid.Rows.Single(row => row.RowKey == before.RowKey);
        Assert.AreEqual(Decisions(before) + 1, Decisions(customer), "the history goes on");
        Assert.AreEqual(before.GetDateTimeOffset("FirstPaymentAt"), customer.GetDateTimeOffset("FirstPaymentAt"));
        var verified = await RunAsync("fraud", "verify", "--data", now);
        Assert.AreEqual(0, verified.ExitCode, verified.Output + verified.Error);
    }

    [TestMethod]
    public async Task With_new_hubs_histories_begin_anew_and_what_was_learnt_stays()
    {
        using var folder = new TemporaryFolder();
        var (old, now) = (await FillAsync(folder), Path.Combine(folder.Path, "new"));
        var before = await CopyAsync(old, now, WithNewHubs.Contains, "--new-hubs");
        var archived = await RunAsync("archive", "list", "--dataset", "fraud/decisions", "--data", now);
        Assert.Contains(Date(-1), archived.Output);
        Assert.DoesNotContain(Date(0), archived.Output);

        var paid = await PayAsync(now, ("one", "p-new", Known));
        CollectionAssert.AreEqual(new[] { "p-new" }, paid.Decided, "no sequence number of the old namespace stands in the way");
        var customer = paid.Rows.Single(row => row.RowKey == before.RowKey);
        Assert.AreEqual(1, Decisions(customer), "the row is the new stream's");
        Assert.Contains(Date(0), (await RunAsync("archive", "list", "--dataset", "fraud/decisions", "--data", now)).Output, "what the new stream decides is archived");
        Assert.Contains("deny", (await RunAsync("policy", "history", "--data", now)).Output);
        var verified = await RunAsync("fraud", "verify", "--data", now);
        Assert.AreEqual(0, verified.ExitCode, verified.Output + verified.Error);
    }

    [TestMethod]
    public async Task Tables_are_not_copied_onto_themselves()
    {
        var run = await RunAsync("read-models", "copy", "--from", "UseDevelopmentStorage=true", "--to", "UseDevelopmentStorage=true");
        Assert.AreEqual((XbCommandLine.Failed, "--from and --to name the same account."), (run.ExitCode, run.Error.Trim()));
    }

    private static long Decisions(TableEntity customer) => customer.GetInt64("Approved")!.Value + customer.GetInt64("Reviewed")!.Value + customer.GetInt64("Declined")!.Value;

    /// <summary>A platform that has decided payments in 2011 and has stopped.</summary>
    private async Task<string> FillAsync(TemporaryFolder folder)
    {
        var data = Path.Combine(folder.Path, "old");
        var sales = folder.Write(
            "own.csv",
            "invoice_no,stock_code,description,quantity,invoice_datetime,unit_price_gbp,customer_id,country",
            "700001,10A,MUG,2,2011-03-01 09:00:00,3.25,501,Germany",
            "700002,10A,MUG,1,2011-07-01 09:05:00,3.25,502,EIRE");
        var replay = await RunAsync("replay", "online-retail", sales, "--demo", "--data", data);
        Assert.AreEqual(0, replay.ExitCode, replay.Output + replay.Error);
        var paid = await PayAsync(data, ("one", "p-known", Known));
        CollectionAssert.AreEqual(new[] { "p-known" }, paid.Decided);
        var policy = await RunAsync("policy", "deny", "device", "p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627", "--data", data);
        Assert.AreEqual(0, policy.ExitCode, policy.Error);
        return data;
    }

    /// <summary>Copies blobs as azcopy does, then the tables, between two accounts.</summary>
    /// <returns>The row of the known customer in the old account.</returns>
    private async Task<TableEntity> CopyAsync(string old, string now, Func<string, bool> isCopied, string option)
    {
        await using var from = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Path.Combine(old, "azurite") }, TestContext.CancellationToken);
        await using var to = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Path.Combine(now, "azurite") }, TestContext.CancellationToken);
        var (source, target) = (new BlobServiceClient(from.ConnectionString), new BlobServiceClient(to.ConnectionString));
        // With new hubs as if a day lay between: files of the day of the move are copied after midnight.
        Func<string, string> nameOf = option == "--new-hubs" ? static name => name.Replace(Date(0), Date(-1), StringComparison.Ordinal) : static name => name;
        await foreach (var container in source.GetBlobContainersAsync(cancellationToken: TestContext.CancellationToken))
        {
            if (isCopied(container.Name))
            {
                await CopyAsync(source.GetBlobContainerClient(container.Name), target.GetBlobContainerClient(container.Name), nameOf);
            }
        }

        var copied = await RunAsync("read-models", "copy", "--from", from.ConnectionString, "--to", to.ConnectionString, option);
        Assert.AreEqual(0, copied.ExitCode, copied.Output + copied.Error);
        Assert.Contains("SalesDays", copied.Output);
        var rows = await RowsAsync(to.ConnectionString);
        Assert.HasCount(2, rows);
        return rows.MaxBy(Decisions)!;
    }

    private async Task CopyAsync(BlobContainerClient from, BlobContainerClient to, Func<string, string> nameOf)
    {
        await to.CreateIfNotExistsAsync(cancellationToken: TestContext.CancellationToken);
        await foreach (var blob in from.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, TestContext.CancellationToken))
        {
            var content = (await from.GetBlobClient(blob.Name).DownloadContentAsync(TestContext.CancellationToken)).Value.Content;
            if (blob.Properties.BlobType == BlobType.Append)
            {
                var append = to.GetAppendBlobClient(nameOf(blob.Name));
                await append.CreateAsync(new AppendBlobCreateOptions { Metadata = blob.Metadata }, TestContext.CancellationToken);
                for (var at = 0; at < content.ToMemory().Length; at += 1 << 20)
                {
                    var piece = content.ToMemory()[at..Math.Min(content.ToMemory().Length, at + (1 << 20))];
                    await append.AppendBlockAsync(BinaryData.FromBytes(piece).ToStream(), cancellationToken: TestContext.CancellationToken);
                }
            }
            else
            {
                await to.GetBlobClient(nameOf(blob.Name)).UploadAsync(content, new BlobUploadOptions { Metadata = blob.Metadata }, TestContext.CancellationToken);
            }
        }
    }

    /// <summary>Starts the platform on a folder, sends payments, and stops it once a last one of everybody's partition is decided and all rows are written.</summary>
    private async Task<(List<string> Decided, List<TableEntity> Rows)> PayAsync(string data, params (string Message, string Payment, string Customer)[] payments)
    {
        var decided = new List<string>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var platform = await StartedPlatform.StartAsync(new PlatformOptions(data, "test", 0, 0), TestContext.CancellationToken))
        {
            var target = PlatformTarget.Of(platform.Local);
            await using var tail = await HubTail.StartAsync(target.EventHubs, HubNames.Decisions, Take, TimeProvider.System, TestContext.CancellationToken);
            await using var client = HubConnections.Open(target.EventHubs, HubNames.Payments, TimeProvider.System);
            await using var sender = client.CreateSender();
            await sender.SendAsync([.. payments.Select(static one => Event(one.Message, one.Payment, one.Customer))], cancellationToken: TestContext.CancellationToken);
            await last.Task.WaitAsync(SafetyNet, TestContext.CancellationToken);
        }

        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = Path.Combine(data, "azurite") }, TestContext.CancellationToken);
        return (decided, await RowsAsync(azurite.ConnectionString));

        // Those of one customer are decided in their order.
        void Take(StoredEvent stored)
        {
            if (DecisionHead.TryRead(stored.Body.Span, out var head))
            {
                lock (decided)
                {
                    decided.Add(head.PaymentId);
                }

                if (head.PaymentId == payments[^1].Payment)
                {
                    last.TrySetResult();
                }
            }
        }
    }

    private static HubEvent Event(string message, string payment, string customer) => new(Encoding.UTF8.GetBytes(
        $$"""
        {"type":"payment.authorised","paymentId":"{{payment}}","occurredAt":"{{TimeProvider.System.GetUtcNow():O}}","customerId":"{{customer}}","instrumentId":"i-{{customer}}","method":"card","sellerId":"s-1","market":"FR","amount":1.00,"currency":"EUR"}
        """)) { PartitionKey = customer, MessageId = message };

    private async Task<List<TableEntity>> RowsAsync(string storage)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in new TableClient(storage, "FraudCustomers").QueryAsync<TableEntity>(cancellationToken: TestContext.CancellationToken))
        {
            if (row.RowKey[0] != '$')
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, args);
}
