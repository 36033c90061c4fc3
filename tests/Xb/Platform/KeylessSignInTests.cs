using Azure.Data.Tables;
using XbFunctions.Host;
using XbFunctions.Xb.Tests.ReadModels;

namespace XbFunctions.Xb.Tests.Platform;

/// <summary>Commands against an account that refuses keys, with the user's own sign-in.</summary>
[TestClass]
public sealed class KeylessSignInTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Blobs_and_tables_of_an_account_without_keys_are_reached_with_the_users_own_sign_in()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The signed-in `az` of this test is a script of a Unix shell.");
        }

        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { DataDirectory = Path.Combine(folder.Path, "azurite") }, TestContext.CancellationToken);
        await BehaviourRebuildTests.AggregateAsync(azurite.ConnectionString);
        var customers = new TableClient(azurite.ConnectionString, "BehaviourCustomers");
        await customers.DeleteAsync(TestContext.CancellationToken);
        await using var account = await KeylessAccount.StartAsync(azurite, folder.Path);

        var published = await RunAsync(account, "policy", "deny", "device", "p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627");
        Assert.AreEqual(0, published.ExitCode, published.Error);
        var history = await CommandRun.OfAsync(TestContext.CancellationToken, "policy", "history", "--storage", azurite.ConnectionString);
        Assert.Contains("deny", history.Output);

        var rebuilt = await RunAsync(account, "read-models", "rebuild");
        Assert.AreEqual(0, rebuilt.ExitCode, rebuilt.Error + string.Join('\n', account.Faults));
        Assert.IsNotEmpty(customers.Query<TableEntity>(static row => row.RowKey.CompareTo("p_") > 0).ToList());

        Assert.AreEqual(0, account.Refused, "no request goes without the sign-in");
        Assert.IsGreaterThan(4, account.Served);
        Assert.Contains("account get-access-token", account.Asked);
        Assert.Contains("https://storage.azure.com", account.Asked);
    }

    [TestMethod]
    public async Task Who_is_not_signed_in_is_told_so_without_a_stack_trace()
    {
        using var folder = new TemporaryFolder();
        var nobody = new Dictionary<string, string> { ["PATH"] = $"{folder.Path}{Path.PathSeparator}{Path.GetDirectoryName(Environment.ProcessPath)}", ["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential" };
        var run = await CommandProcess.OfAsync(nobody, TestContext.CancellationToken, "policy", "history", "--storage", KeylessAccount.Address);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode, run.Output);
        Assert.Contains("az login", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [TestMethod]
    [DataRow("https://account.example.com", DisplayName = "an address of something else")]
    [DataRow("http://account.blob.core.windows.net", DisplayName = "without TLS")]
    [DataRow("AccountName=a;AccountKey=s3cretKey", DisplayName = "a broken connection string")]
    public async Task What_is_neither_address_nor_connection_string_is_refused_and_not_repeated(string storage)
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "policy", "history", "--storage", storage);
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith("--storage is neither a storage connection string nor the https address of an account's blobs", run.Error);
        Assert.DoesNotContain("s3cretKey", run.Error);
    }

    private Task<CommandRun> RunAsync(KeylessAccount account, params string[] command) =>
        CommandProcess.OfAsync(account.Environment, TestContext.CancellationToken, [.. command, "--storage", KeylessAccount.Address]);
}
