using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Host;

namespace XbFunctions.Xb.Tests.Policy;

[TestClass]
public sealed class PolicyCommandTests
{
    private const string Key = "p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627";

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_policy_is_published_changed_rolled_back_and_reloaded_and_a_bad_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        var container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(FraudPolicyStore.ContainerName);
        var store = new FraudPolicyStore(container, TimeProvider.System);
        await using var slot = new FraudPolicySlot(store, TimeProvider.System, NullLogger<FraudPolicySlot>.Instance);
        await slot.RefreshAsync(TestContext.CancellationToken);
        Assert.AreEqual(FraudPolicy.DefaultVersion, slot.Current.Version, "an empty store");
        await store.SeedAsync(TestContext.CancellationToken);
        await store.SeedAsync(TestContext.CancellationToken);
        Assert.AreEqual("1", await ReloadAsync(slot));

        var bad = folder.Write("bad.json", """{"workflow":{"WorkflowName":"fraud","Rules":[{"RuleName":"r","Expression":"amuont > 1","Properties":{"effect":"review"}}]}}""");
        foreach (var command in (string[][])[["validate", bad], ["publish", bad, "--storage", azurite.ConnectionString]])
        {
            var refused = await CommandRun.OfAsync(TestContext.CancellationToken, ["policy", .. command]);
            Assert.AreEqual(1, refused.ExitCode);
            Assert.Contains("Rule 'r', position 0: Unknown identifier 'amuont'", refused.Error);
        }

        await RunAsync(azurite, "deny", "device", Key, "--for", "7d", "--note", "card testing");
        await RunAsync(azurite, "snooze", "knownFraud", Key);
        Assert.AreEqual("3", await ReloadAsync(slot));
        Assert.AreEqual(PolicyKeyKind.Device, slot.Current.Document.Lists.Single().Kind);
        Assert.AreEqual("knownFraud", slot.Current.Document.Snoozes.Single().Rule);

        var seen = await store.GetCurrentAsync(cancellationToken: TestContext.CancellationToken);
        await RunAsync(azurite, "rollback", "1");
        Assert.AreEqual("1", await ReloadAsync(slot));
        Assert.IsNull(await store.PublishAsync(seen!.Policy.Document, seen, "late", TestContext.CancellationToken), "somebody moved the pointer in between");
        var history = await RunAsync(azurite, "history");
        Assert.Contains("rollback", history.Output);
        Assert.Contains("instrumentBurst", (await RunAsync(azurite, "show")).Output);

        await container.GetBlobClient("fraud/current.json").UploadAsync(
            BinaryData.FromString("""{"version":99,"latest":99,"history":[]}"""), overwrite: true, TestContext.CancellationToken);
        Assert.AreEqual("1", await ReloadAsync(slot), "the old one stays");
        Assert.Contains("99", slot.Reason!);
    }

    private async Task<string> ReloadAsync(FraudPolicySlot slot)
    {
        await slot.RefreshAsync(TestContext.CancellationToken);
        return slot.Current.Version;
    }

    private async Task<CommandRun> RunAsync(AzuriteProcess azurite, params string[] command)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, ["policy", .. command, "--storage", azurite.ConnectionString]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        return run;
    }
}
