using System.Globalization;
using System.Text;
using System.Text.Json;
using XbFunctions.Xb.Evaluate.Sessions;

namespace XbFunctions.Xb.Tests.Evaluate.Sessions;

[TestClass]
public sealed class EvaluateSessionsTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Scores_equal_the_values_worked_out_by_hand()
    {
        // Ranks 1, 11 and none.
        int[][] lists = [[4, 5], [.. Enumerable.Range(20, 10), 9], [1, 2]];
        var scores = SessionScores.Of(lists, [4, 9, -1]);
        Assert.AreEqual(100 / 3.0, scores.P10, 1e-9);
        Assert.AreEqual(200 / 3.0, scores.P20, 1e-9);
        Assert.AreEqual(100 / 3.0, scores.Mrr10, 1e-9);
        Assert.AreEqual(100 * (1 + (1 / 11.0)) / 3, scores.Mrr20, 1e-9);
    }

    [TestMethod]
    public void Every_prefix_is_an_example()
    {
        var examples = SessionExamples.Of([(7, "a", [1, 2, 1]), (8, "b", [3])], 1);
        CollectionAssert.AreEqual((string[])["a-1", "a-2"], examples.Ids.ToArray());
        CollectionAssert.AreEqual((int[])[2, 1], examples.Targets.ToArray());
        CollectionAssert.AreEqual((int[])[1, 2], examples.Histories[1]);
        CollectionAssert.AreEqual((int[])[1], SessionExamples.Of([(7, "a", [1, 2, 1])], 2).Targets.ToArray());
    }

    [TestMethod]
    public async Task Paths_and_repeats_that_sessions_share_are_found_and_the_test_teaches_nothing()
    {
        using var folder = new TemporaryFolder();
        var (train, test, other) = (Sessions(folder, "train", 1, 600), Sessions(folder, "test", 2, 60), Sessions(folder, "other", 3, 60));
        var lists = Path.Combine(folder.Path, "lists.csv");
        var report = await RunAsync("--train", train, "--test", test, "--predictions-out", lists);
        var last = report.GetProperty("rows").EnumerateArray().Last();
        Assert.AreEqual(("re-ranked", "test"), (last.GetProperty("method").GetString(), last.GetProperty("step").GetString()));
        Assert.IsGreaterThan(80, last.GetProperty("scores").GetProperty("p10").GetDouble());
        Assert.IsGreaterThan(60, last.GetProperty("scores").GetProperty("mrr20").GetDouble());
        var lines = await File.ReadAllLinesAsync(lists, TestContext.CancellationToken);
        Assert.AreEqual("example_id,item_ids", lines[0]);
        Assert.HasCount(report.GetProperty("examples").GetInt32() + 1, lines);
        var again = await RunAsync("--train", train, "--test", other);
        Assert.AreEqual(report.GetProperty("constants").ToString(), again.GetProperty("constants").ToString());
        Assert.AreEqual(report.GetProperty("rankerTrees").GetInt32(), again.GetProperty("rankerTrees").GetInt32());
    }

    [TestMethod]
    public async Task Examples_are_ranked_as_the_prefixes_of_sessions_and_what_nobody_knows_is_a_miss()
    {
        using var folder = new TemporaryFolder();
        var train = Sessions(folder, "train", 1, 600);
        var examples = folder.Write("examples.csv", "example_id,item_ids,target_item_id\ne1,100 101,102\ne2,100 999,101\ne3,100 101,999\ne4,999,100");
        var lists = Path.Combine(folder.Path, "lists.csv");
        var report = await RunAsync("--train", train, "--test-examples", examples, "--predictions-out", lists);
        Assert.AreEqual(3, report.GetProperty("examples").GetInt32(), "a prefix of unknown items alone is no example");
        var lines = await File.ReadAllLinesAsync(lists, TestContext.CancellationToken);
        CollectionAssert.AreEqual((string[])["e1", "e2", "e3"], lines.Skip(1).Select(static line => line.Split(',')[0]).ToArray());
        Assert.Contains("102", lines[1].Split(',')[1].Split(' ').Take(5).ToArray());
    }

    [TestMethod]
    public async Task A_test_is_needed_and_only_one()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "evaluate", "sessions", "--train", "x.csv");
        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains("--test or --test-examples", run.Error);
    }

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, ["evaluate", "sessions", "--threads", "1", "--rankings", "2000", "--json", .. arguments]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        return JsonSerializer.Deserialize<JsonElement>(run.Output);
    }

    // Sessions walk along one of thirty rings of ten items, and now and then look again at what they saw before.
    private static string Sessions(TemporaryFolder folder, string name, int seed, int count)
    {
        var random = new Random(seed);
        var text = new StringBuilder("session_id,item_ids\n");
        for (var session = 0; session < count; session++)
        {
            var (ring, at) = (random.Next(30), random.Next(10));
            text.Append(CultureInfo.InvariantCulture, $"{session},");
            for (var (step, length) = (0, 3 + random.Next(5)); step < length; step++)
            {
                at = step > 1 && random.Next(8) == 0 ? (at + 9) % 10 : (at + 1) % 10;
                text.Append(CultureInfo.InvariantCulture, $"{(step == 0 ? "" : " ")}{100 + (ring * 10) + at}");
            }

            text.Append('\n');
        }

        return folder.Write($"{name}.csv", text.ToString().TrimEnd());
    }
}
