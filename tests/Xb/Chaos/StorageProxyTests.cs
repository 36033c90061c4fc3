using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using XbFunctions.Xb.Chaos;

namespace XbFunctions.Xb.Tests.Chaos;

/// <summary>Storage behind faults: what passes is untouched, and what breaks breaks on the side that the fault names.</summary>
[TestClass]
public sealed class StorageProxyTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Requests_that_pass_are_untouched()
    {
        using var folder = new TemporaryFolder();
        await using var storage = await StartAsync(folder, share: 0, ChaosBug.None);
        var container = Open(storage.Faulty);
        await container.CreateAsync();
        const string name = "a b/date=1/grüße+100%('x').bin";
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString("content"), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["k"] = "v" } });

        var read = await container.GetBlobClient(name).DownloadContentAsync();
        Assert.AreEqual("content", read.Value.Content.ToString());
        Assert.AreEqual("v", read.Value.Details.Metadata["k"]);
        Assert.AreEqual(7, (await container.GetBlobClient(name).GetPropertiesAsync()).Value.ContentLength);
        Assert.AreEqual(name, container.GetBlobs().Single().Name);
        Assert.AreEqual(404, Assert.ThrowsExactly<RequestFailedException>(() => container.GetBlobClient("missing").DownloadContent()).Status);
    }

    [TestMethod]
    public async Task Every_kind_of_fault_reaches_the_client_and_writes_take_effect_or_not_as_it_says()
    {
        using var folder = new TemporaryFolder();
        await using var storage = await StartAsync(folder, share: 1, ChaosBug.None);
        var direct = Open(storage.Direct);
        await direct.CreateAsync();
        var faulty = Open(storage.Faulty);
        for (var attempt = 0; storage.Plan.Counts.Count < 5; attempt++)
        {
            var before = storage.Plan.Counts;
            var blob = $"b{attempt}";
            var fault = await TryUploadAsync(faulty.GetBlobClient(blob));
            var kind = storage.Plan.Counts.Single(count => count.Value != before.GetValueOrDefault(count.Key)).Key;
            Assert.AreEqual(kind is StorageFault.BrokenAfter or StorageFault.Slow, await direct.GetBlobClient(blob).ExistsAsync(), $"{kind}");
            Assert.AreEqual(
                kind switch { StorageFault.Slow => null, StorageFault.ServerError => 500, StorageFault.Busy => 503, _ => 0 }, fault?.Status, $"{kind}");
        }
    }

    [TestMethod]
    public async Task Without_fencing_an_append_at_the_wrong_position_is_made_and_its_signature_holds()
    {
        using var folder = new TemporaryFolder();
        await using var sound = await StartAsync(folder, share: 0, ChaosBug.None, "sound");
        Assert.AreEqual(412, (await TryAppendAsync(sound, ifPosition: 5))!.Status);
        await using var broken = await StartAsync(folder, share: 0, ChaosBug.NoFencing, "broken");
        Assert.IsNull(await TryAppendAsync(broken, ifPosition: 5));
        Assert.AreEqual(1, broken.Plan.BugStrikes);
    }

    private static async Task<RequestFailedException?> TryUploadAsync(BlobClient blob)
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromString("x"));
            return null;
        }
        catch (RequestFailedException exception)
        {
            return exception;
        }
    }

    private static async Task<RequestFailedException?> TryAppendAsync(Storage storage, long ifPosition)
    {
        var container = Open(storage.Faulty);
        await container.CreateAsync();
        var journal = container.GetAppendBlobClient("journal");
        await journal.CreateAsync();
        try
        {
            using var block = new MemoryStream("block"u8.ToArray());
            await journal.AppendBlockAsync(
                block, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = ifPosition } });
            return null;
        }
        catch (RequestFailedException exception)
        {
            return exception;
        }
    }

    private static BlobContainerClient Open(string connection)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        return new BlobContainerClient(connection, "container", options);
    }

    private async Task<Storage> StartAsync(TemporaryFolder folder, double share, ChaosBug bug, string name = "azurite")
    {
        var plan = new StorageFaultPlan(1, share, lateAppends: 0.05, bug);
        return new Storage(
            plan, await ChaosStorage.StartAsync(Path.Combine(folder.Path, name), plan, TimeProvider.System, TestContext.CancellationToken));
    }

    private sealed record Storage(StorageFaultPlan Plan, ChaosStorage Inner) : IAsyncDisposable
    {
        public string Direct => Inner.Direct;

        public string Faulty => Inner.Faulty;

        public ValueTask DisposeAsync() => Inner.DisposeAsync();
    }
}
