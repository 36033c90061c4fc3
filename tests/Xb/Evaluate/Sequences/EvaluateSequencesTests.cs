using System.Text.Json;
using XbFunctions.Xb.Evaluate.Sequences;

namespace XbFunctions.Xb.Tests.Evaluate.Sequences;

[TestClass]
public sealed class EvaluateSequencesTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Scores_equal_the_values_worked_out_by_hand()
    {
        // Ranks 1, 7 and none: two hits in ten, gains 1 and 1 / log2(8) = 1/3.
        int[][] lists = [[4, 5], [0, 1, 2, 3, 4, 5, 9], [1, 2]];
        var scores = RankingScores.Of(lists, [4, 9, 7]);
        Assert.AreEqual((1.0 / 3, 2.0 / 3, 2.0 / 3), (scores.Hr5, scores.Hr10, scores.Hr20));
        Assert.AreEqual(1.0 / 3, scores.Ndcg5, 1e-12);
        Assert.AreEqual((1 + (1.0 / 3)) / 3, scores.Ndcg10, 1e-12);
    }

    [TestMethod]
    public async Task Paths_that_all_users_share_are_found_and_written()
    {
        using var folder = new TemporaryFolder();
        var predictions = Path.Combine(folder.Path, "lists.csv");
        var run = await RunAsync(
            "--sequences", Paths(folder), "--attributes", Attributes(folder), "--predictions-out", predictions,
            "--epochs", "1", "--threads", "1", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var last = report.RootElement.GetProperty("rows").EnumerateArray().Last();
        Assert.AreEqual("re-ranked", last.GetProperty("method").GetString());
        Assert.AreEqual("training part and validation items", last.GetProperty("learntFrom").GetString());
        Assert.IsGreaterThan(0.6, last.GetProperty("scores").GetProperty("hr5").GetDouble());
        var lines = await File.ReadAllLinesAsync(predictions, TestContext.CancellationToken);
        Assert.AreEqual("user_id,item_ids", lines[0]);
        Assert.HasCount(401, lines);
        Assert.HasCount(20, lines[1].Split(',')[1].Split(' ').Distinct().ToArray());
    }

    [TestMethod]
    public async Task What_an_evaluation_prints_does_not_depend_on_the_test_items()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "b.csv"));
        await RunAsync("--sequences", Paths(folder), "--predictions-out", a, "--epochs", "0", "--threads", "1");
        await RunAsync("--sequences", Paths(folder, changeLast: true), "--predictions-out", b, "--epochs", "0", "--threads", "1");
        Assert.AreEqual(
            await File.ReadAllTextAsync(a, TestContext.CancellationToken), await File.ReadAllTextAsync(b, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task A_user_whose_items_nobody_else_has_still_gets_a_full_list()
    {
        using var folder = new TemporaryFolder();
        var (path, predictions) = (Paths(folder), Path.Combine(folder.Path, "lists.csv"));
        await File.AppendAllTextAsync(path, "alone,901 902 903\n", TestContext.CancellationToken);
        await RunAsync("--sequences", path, "--predictions-out", predictions, "--epochs", "0", "--threads", "1");
        var lines = await File.ReadAllLinesAsync(predictions, TestContext.CancellationToken);
        Assert.HasCount(20, lines[^1].Split(',')[1].Split(' ').Distinct().ToArray());
    }

    [TestMethod]
    public async Task A_predictions_file_that_cannot_be_written_is_named_before_the_work()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("--sequences", Paths(folder), "--predictions-out", Path.Combine(folder.Path, "none", "lists.csv"));
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("--predictions-out: cannot write", run.Error);
    }

    [TestMethod]
    public async Task A_field_that_is_no_list_of_numbers_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("--sequences", folder.Write("bad.csv", "user_id,item_ids", "1,1 2 3", "2,4 x 6"));
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("bad.csv line 3: item_ids has 'x'", run.Error);
    }

    [TestMethod]
    public async Task A_file_of_short_sequences_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("--sequences", folder.Write("short.csv", "user_id,item_ids", "1,1 2"));
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("no user has 3 items", run.Error);
    }

    // 400 users on 8 paths of 12 items, each starting somewhere; every item ends some sequence whatever the last items are.
    private static string Paths(TemporaryFolder folder, bool changeLast = false)
    {
        var lines = Enumerable.Range(0, 400).Select(user =>
        {
            var (path, start) = (user % 8, user / 8 % 12);
            var items = Enumerable.Range(0, 6).Select(step => 1 + (path * 12) + ((start + step) % 12)).ToArray();
            items[^1] = changeLast ? 1 + ((items[^1] + 30) % 96) : items[^1];
            return $"{user},{string.Join(' ', items)}";
        });
        return folder.Write(changeLast ? "changed.csv" : "paths.csv", ["user_id,item_ids", .. lines]);
    }

    private static string Attributes(TemporaryFolder folder) => folder.Write(
        "attributes.csv", ["item_id,attribute_ids", .. Enumerable.Range(1, 96).Select(static item => $"{item},{item / 12} {item % 5}")]);

    private Task<CommandRun> RunAsync(params string[] args) =>
        CommandRun.OfAsync(TestContext.CancellationToken, ["evaluate", "sequences", .. args]);
}
