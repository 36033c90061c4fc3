using System.Globalization;
using System.Text.Json;

namespace XbFunctions.Xb.Tests.Evaluate.Intent;

[TestClass]
public sealed class EvaluateIntentTests
{
    private const string Header =
        "session_id,administrative,administrative_duration,informational,informational_duration,product_related,product_related_duration,"
        + "bounce_rates,exit_rates,page_values,special_day,month,operating_systems,browser,region,traffic_type,visitor_type,weekend,revenue";

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Buyers_that_page_values_give_away_are_told_from_others_and_less_well_without_them()
    {
        using var folder = new TemporaryFolder();
        var predictions = Path.Combine(folder.Path, "predictions.csv");
        var run = await RunAsync(
            "--train", folder.Write("sessions.csv", Sessions()), "--folds", "2", "--threads", "1", "--json", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.IsGreaterThan(0.95, rows[0].GetProperty("aucRoc").GetDouble());
        Assert.IsGreaterThan(rows[3].GetProperty("aucRoc").GetDouble(), rows[0].GetProperty("aucRoc").GetDouble());
        var lines = await File.ReadAllLinesAsync(predictions, TestContext.CancellationToken);
        Assert.HasCount(101, lines);
        Assert.IsTrue(lines.Skip(1).All(static line =>
            double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) is >= 0 and <= 1));
    }

    [TestMethod]
    public async Task A_label_that_is_none_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("--train", folder.Write("bad.csv", Header, "1,0,0,0,0,1,0,0,0,0,0,Feb,1,1,1,1,Other,0,yes"));
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("bad.csv line 2: revenue is 'yes'", run.Error);
    }

    [TestMethod]
    public async Task A_file_with_too_few_buyers_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("--train", folder.Write("few.csv", Header, "1,0,0,0,0,1,0,0,0,0,0,Feb,1,1,1,1,Other,0,1"));
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("--train has 1 sessions that bought", run.Error);
    }

    // Page values of buyers are high; every fifth label is withheld.
    private static string[] Sessions()
    {
        var random = new Random(3);
        return
        [
            Header,
            .. Enumerable.Range(1, 500).Select(id =>
            {
                var bought = random.NextDouble() < 0.3;
                var (pages, value) = (random.Next(1, 40), bought ? 10 + (random.NextDouble() * 30) : random.NextDouble() * 12);
                var label = id % 5 == 0 ? "" : bought ? "1" : "0";
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id},0,0,0,0,{pages},{pages * 30},0.01,0.02,{value:F3},0,May,1,2,{random.Next(1, 9)},2,New_Visitor,0,{label}");
            }),
        ];
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, ["evaluate", "intent", .. args]);
}
