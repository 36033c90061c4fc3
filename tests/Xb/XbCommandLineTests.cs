namespace XbFunctions.Xb.Tests;

[TestClass]
public sealed class XbCommandLineTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Help_lists_every_command_with_a_line_of_its_own()
    {
        var run = await RunAsync("--help");
        Assert.AreEqual(0, run.ExitCode);
        foreach (var command in (string[])["demo", "chaos", "simulate", "replay", "train", "evaluate", "dead-letters", "hub", "bench"])
        {
            Assert.Contains($"\n  {command} ", run.Output);
        }
    }

    [TestMethod]
    public async Task No_arguments_mean_help() => Assert.AreEqual((await RunAsync("--help")).Output, (await RunAsync()).Output);

    [TestMethod]
    [DataRow("demo")]
    [DataRow("simulate")]
    [DataRow("replay online-retail")]
    [DataRow("replay fraud-handbook")]
    [DataRow("train fraud")]
    [DataRow("train translator")]
    [DataRow("evaluate translation")]
    [DataRow("dead-letters")]
    [DataRow("chaos")]
    [DataRow("hub")]
    [DataRow("evaluate intent")]
    [DataRow("evaluate sequences")]
    [DataRow("bench")]
    [DataRow("bench hub")]
    [DataRow("bench state")]
    public async Task The_help_of_a_command_shows_examples(string command)
    {
        var run = await RunAsync([.. command.Split(' '), "--help"]);
        Assert.AreEqual(0, run.ExitCode);
        Assert.Contains($"  xb {command}", run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..]);
    }

    [TestMethod]
    [DataRow("demo --rate 0", "--rate is '0'; expected a number from 1 to ", DisplayName = "a number below its range")]
    [DataRow("demo --http-port 70000", "--http-port is '70000'; expected a number from 0 to 65,535", DisplayName = "a port that cannot be")]
    [DataRow("demo --duration soon", "--duration is 'soon'; expected a time from 1s to ", DisplayName = "a time that is none")]
    [DataRow("train fraud --days 3", "--days is '3'; expected a number from 10 to 2,000", DisplayName = "too few days")]
    [DataRow("simulate --out x --start yesterday", "--start is 'yesterday'; expected a date such as", DisplayName = "a date that is none")]
    [DataRow("simulate --out x --mix phishing=3", "--mix has 'phishing=3'; expected a scenario and its weight", DisplayName = "a scenario that is none")]
    [DataRow("simulate", "Give one of --to CONNECTION_STRING and --out FOLDER.", DisplayName = "nowhere to simulate to")]
    [DataRow("simulate --to a --out b", "Give one of --to CONNECTION_STRING and --out FOLDER.", DisplayName = "two places to simulate to")]
    [DataRow("replay online-retail", "Required argument 'FILE' missing", DisplayName = "no file")]
    [DataRow("replay online-retail x.csv --bad-rows ignore", "--bad-rows", DisplayName = "a word that is no choice")]
    [DataRow("dead-letters list --storage a --data b", "--storage and --data name two places", DisplayName = "two storages")]
    [DataRow("dmeo", "'dmeo' is neither a command nor an option here.", DisplayName = "a misspelt command")]
    [DataRow("demo --rte 5", "'--rte' is neither a command nor an option here.", DisplayName = "a misspelt option")]
    public async Task A_wrong_command_line_ends_with_one_line_that_names_the_option(string commandLine, string expected)
    {
        var run = await RunAsync(commandLine.Split(' '));
        Assert.AreEqual(XbCommandLine.Misused, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    public async Task A_file_that_is_not_there_is_one_line_and_no_stack_trace()
    {
        var run = await RunAsync("replay", "online-retail", "no-such-file.csv");
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.StartsWith("Cannot read no-such-file.csv: ", run.Error);
        Assert.ContainsSingle(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public async Task A_connection_string_without_an_endpoint_says_so()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("simulate", "--to", "SharedAccessKeyName=a;SharedAccessKey=b", "--count", "1", "--customers", "500");
        Assert.AreEqual(XbCommandLine.Failed, run.ExitCode);
        Assert.AreEqual("The Event Hubs connection string is not usable: Endpoint is missing.", run.Error.Trim());
    }

    [TestMethod]
    public async Task Simulating_twice_writes_the_same_files()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (Path.Combine(folder.Path, "a"), Path.Combine(folder.Path, "b"));
        var run = await SimulateAsync(first);
        await SimulateAsync(second);
        Assert.AreEqual(0, run.ExitCode);
        var lines = 0;
        foreach (var name in (string[])["payments.jsonl", "clickstream.jsonl"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(first, name), TestContext.CancellationToken);
            Assert.AreEqual(text, await File.ReadAllTextAsync(Path.Combine(second, name), TestContext.CancellationToken));
            lines += text.Count(unit => unit == '\n');
        }

        Assert.AreEqual(2_000, lines);
    }

    private Task<CommandRun> SimulateAsync(string folder) =>
        RunAsync("simulate", "--out", folder, "--count", "2000", "--seed", "5", "--customers", "500", "--payments-per-day", "500");

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, args);
}
