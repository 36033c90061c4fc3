using System.Text;
using Azure.Storage.Blobs.Specialized;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Host;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Two instances, a partition each, with one seller, instrument and device between them.</summary>
[TestClass]
public sealed class ExchangeTests
{
    private static AzuriteProcess azurite = null!;
    private static string folder = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        folder = Directory.CreateTempSubdirectory("xb-exchange-").FullName;
        azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // One account: what one test leaves would be told to the next. So one test, in steps.
    [TestMethod]
    public async Task Payments_and_frauds_of_one_partition_raise_the_features_in_another_through_a_crash_a_loss_and_damage()
    {
        var store = new Azure.Storage.Blobs.BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(ExchangeStore.ContainerName);
        var first = new ExchangeRig(azurite.ConnectionString);
        await using var second = new ExchangeRig(azurite.ConnectionString);
        await second.ReadAsync();
        await first.PayAsync("0", 1, customer: 1);
        await first.PayAsync("0", 2, customer: 1);
        await first.LabelAsync("0", 1, customer: 1);

        Assert.IsFalse(await store.ExistsAsync(TestContext.CancellationToken), "nothing is told before the interval has passed");
        await first.PublishAsync("0");
        var alone = await second.PayAsync("1", 3, customer: 2);
        Assert.AreEqual((1f, 1f, 0f), (alone.Column("seller_payments_24h"), alone.Column("device_customers_24h"), alone.Column("seller_frauds_7d")), "not read yet");

        await second.ReadAsync();
        var told = await second.PayAsync("1", 4, customer: 2);
        Assert.AreEqual((4f, 2f, 1f), (told.Column("seller_payments_24h"), told.Column("device_customers_24h"), told.Column("seller_frauds_7d")));
        Assert.AreEqual((4f, 1f, 1f), (told.Column("instrument_payments_1h"), told.Column("device_fraud_labels"), told.Column("instrument_fraud_labels")));
        Assert.AreEqual((2f, 1f), (told.Column("address_customers_24h"), told.Column("address_fraud_labels")));
        Assert.AreEqual(2, told.Column("customer_payments_24h"), "a customer is of one partition");

        // A payment and a label that are committed but never published: the instance dies.
        await first.PayAsync("0", 5, customer: 1);
        await first.LabelAsync("0", 5, customer: 1);
        await using var successor = new ExchangeRig(azurite.ConnectionString, firstSequence: 5);
        await successor.PayAsync("0", 6, customer: 1);
        await successor.PublishAsync("0");
        await second.ReadAsync();
        told = await second.PayAsync("1", 7, customer: 2);
        Assert.AreEqual((7f, 2f), (told.Column("seller_payments_24h"), told.Column("seller_frauds_7d")), "all of the state that the successor loaded");

        // What the former owner still has to tell comes too late to count.
        await first.PublishAsync("0");
        await second.ReadAsync();
        told = await second.PayAsync("1", 8, customer: 2);
        Assert.AreEqual((8f, 2f), (told.Column("seller_payments_24h"), told.Column("seller_frauds_7d")));
        await first.DisposeAsync();
        Assert.AreEqual(0, second.Degraded("missing") + second.Degraded("damaged") + second.Degraded("stale"));

        // Changes alone are appended, and read from where the last reading ended.
        await successor.PayAsync("0", 9, customer: 3);
        await successor.PublishAsync("0");
        await second.ReadAsync();
        told = await second.PayAsync("1", 10, customer: 2);
        Assert.AreEqual((10f, 3f), (told.Column("seller_payments_24h"), told.Column("device_customers_24h")));
        var blobs = store.GetBlobs(new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = "0/" }, TestContext.CancellationToken).ToList();
        Assert.IsTrue(blobs.Count >= 1);

        // Damage: own sums, and the metric says so; what is told anew counts again.
        var blob = store.GetAppendBlobClient(blobs[^1].Name);
        using (var junk = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 64))))
        {
            await blob.AppendBlockAsync(junk, cancellationToken: TestContext.CancellationToken);
        }

        await second.ReadAsync();
        told = await second.PayAsync("1", 11, customer: 2);
        Assert.AreEqual((6f, 1f, 0f), (told.Column("seller_payments_24h"), told.Column("device_customers_24h"), told.Column("seller_frauds_7d")));
        Assert.AreEqual(1, second.Degraded("damaged"));
        await successor.PayAsync("0", 12, customer: 3);
        await successor.PublishAsync("0");
        await successor.PublishAsync("0");
        await second.ReadAsync();
        told = await second.PayAsync("1", 13, customer: 2);
        Assert.AreEqual((13f, 2f), (told.Column("seller_payments_24h"), told.Column("seller_frauds_7d")), "the writer saw that another had written, and told everything anew");

        // Gone.
        await foreach (var item in store.GetBlobsAsync(new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = "0/" }, TestContext.CancellationToken))
        {
            await store.DeleteBlobAsync(item.Name, cancellationToken: TestContext.CancellationToken);
        }

        await second.ReadAsync();
        told = await second.PayAsync("1", 14, customer: 2);
        Assert.AreEqual(8, told.Column("seller_payments_24h"));
        Assert.AreEqual(1, second.Degraded("missing"));
    }

    [TestMethod]
    public async Task An_instance_that_cannot_read_what_others_tell_counts_alone_and_says_so()
    {
        await using var rig = new ExchangeRig("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a");

        Assert.IsNull(rig.Exchange.PeersOf("0"));
        Assert.AreEqual(1, rig.Degraded("notLoaded"));
    }

    [TestMethod]
    public async Task Sums_that_were_read_too_long_ago_are_left_out()
    {
        await using var rig = new ExchangeRig(azurite.ConnectionString);
        await rig.ReadAsync();
        Assert.IsNotNull(rig.Exchange.PeersOf("0"));

        // Reading at each poll, the look before the last is 5 s old at most; here the reader is held back.
        await rig.Exchange.DisposeAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.IsNull(rig.Exchange.PeersOf("0"));
        Assert.AreEqual(1, rig.Degraded("stale"));
    }
}
