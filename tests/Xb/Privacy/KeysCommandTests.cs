using XbFunctions.Contracts;

namespace XbFunctions.Xb.Tests.Privacy;

[TestClass]
public sealed class KeysCommandTests
{
    private const string Variable = "Pseudonyms__Key";

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_new_key_is_one_that_the_functions_take_with_the_id_that_is_printed_beside_it()
    {
        var (first, second) = (await NewAsync(), await NewAsync());
        Assert.AreNotEqual(first.Key, second.Key);
        Assert.AreEqual(PseudonymKey.FromBase64(first.Key).KeyId, first.Id);

        var id = await RunAsync(first.Key, "keys", "id");
        Assert.AreEqual((0, first.Id), (id.ExitCode, id.Output.Trim()), id.Error);
    }

    [TestMethod]
    public async Task A_pseudonym_is_the_one_that_events_carry()
    {
        var key = await NewAsync();
        var run = await RunAsync(key.Key, "keys", "pseudonym", "customer", "c-1041");
        Assert.AreEqual((0, $"{PseudonymKey.FromBase64(key.Key).Of(new CustomerId("c-1041"))}"), (run.ExitCode, run.Output.Trim()), run.Error);
        Assert.AreNotEqual(run.Output, (await RunAsync(key.Key, "keys", "pseudonym", "device", "c-1041")).Output, "each kind has its own");
        Assert.AreNotEqual(run.Output, (await RunAsync((await NewAsync()).Key, "keys", "pseudonym", "customer", "c-1041")).Output, "each key has its own");
    }

    [TestMethod]
    [DataRow("", "The environment variable Pseudonyms__Key is not set.", DisplayName = "none")]
    [DataRow("not!base64", "The pseudonym key is not base64.", DisplayName = "no base64")]
    [DataRow("c2hvcnQ=", "The pseudonym key has 5 bytes; at least 32 are needed.", DisplayName = "too short")]
    public async Task What_is_no_key_is_refused_in_one_line_that_does_not_repeat_it(string key, string problem)
    {
        foreach (var command in (string[][])[["id"], ["pseudonym", "customer", "c-1041"]])
        {
            var run = await RunAsync(key, ["keys", .. command]);
            Assert.AreEqual((XbCommandLine.Failed, problem), (run.ExitCode, run.Error.Trim()));
        }
    }

    [TestMethod]
    public async Task An_id_that_is_none_is_refused()
    {
        var key = (await NewAsync()).Key;
        var run = await RunAsync(key, "keys", "pseudonym", "customer", new string('x', IdText.MaxLength + 1));
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith("ID ", run.Error);
    }

    private async Task<(string Key, string Id)> NewAsync()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "keys", "new");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines[0].Split(' ')[^1], lines[1].Split(' ')[^1]);
    }

    private Task<CommandRun> RunAsync(string key, params string[] args) =>
        CommandProcess.OfAsync(new Dictionary<string, string> { [Variable] = key }, TestContext.CancellationToken, args);
}
