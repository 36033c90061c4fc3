using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace XbFunctions.Xb.Tests.Evaluate.Forecast;

[TestClass]
public sealed class EvaluateForecastTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_wide_file_is_forecast_scored_and_written_series_by_series()
    {
        using var folder = new TemporaryFolder();
        var (train, test) = (Pack(folder, "train.csv.gz", 0, 60), folder.Write("test.csv", [.. Rows(60, 8)]));
        var predictions = Path.Combine(folder.Path, "out.csv");
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken,
            "evaluate", "forecast", "--train", train, "--test", test, "--horizon", "8", "--season", "4", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "combination");
        var lines = await File.ReadAllLinesAsync(predictions, TestContext.CancellationToken);
        Assert.AreEqual("series_id,values,lo80,hi80,lo95,hi95", lines[0]);
        Assert.HasCount(7, lines);
        foreach (var fields in lines.Skip(1).Select(static line => line.Split(',')))
        {
            var columns = fields.Skip(1).Select(static field => field.Split(' ').Select(Parse).ToArray()).ToArray();
            for (var h = 0; h < 8; h++)
            {
                Assert.IsLessThanOrEqualTo(columns[1][h], columns[3][h], "lo95 is not above lo80");
                Assert.IsLessThanOrEqualTo(columns[2][h], columns[1][h], "lo80 is not above hi80");
                Assert.IsLessThanOrEqualTo(columns[4][h], columns[2][h], "hi80 is not above hi95");
            }
        }
    }

    [TestMethod]
    public async Task What_came_does_not_change_the_predictions()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", [.. Rows(0, 40)]);
        var (first, second) = (Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "b.csv"));
        string[] command = ["evaluate", "forecast", "--train", train, "--horizon", "4", "--predictions-out"];
        await CommandRun.OfAsync(TestContext.CancellationToken, [.. command, first]);
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, [.. command, second, "--test", folder.Write("test.csv", [.. Rows(7, 4)])]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.AreEqual(
            await File.ReadAllTextAsync(first, TestContext.CancellationToken), await File.ReadAllTextAsync(second, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task A_wrong_number_is_named_with_its_file_line_and_column()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", "series_id,values", "a,1 2 three 4");
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "evaluate", "forecast", "--train", train, "--horizon", "2");
        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual("train.csv line 2: values is 'three', expected a number.", run.Error.Trim());
    }

    [TestMethod]
    public async Task A_wide_file_without_a_horizon_is_refused()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", [.. Rows(0, 20)]);
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "evaluate", "forecast", "--train", train);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Error, "--horizon");
    }

    [TestMethod]
    public async Task M3_files_are_scored_by_period_and_over_all()
    {
        using var folder = new TemporaryFolder();
        string[] lines =
        [
            "series_id,period,type,description,start,n,horizon,train_values,test_values",
            .. Enumerable.Range(0, 4).Select(static i => $"Y{i},YEARLY,MICRO,\"A, B\",1975-1,14,2,{Values(i, 0, 14)},{Values(i, 14, 2)}"),
            .. Enumerable.Range(0, 4).Select(static i => $"Q{i},QUARTERLY,MICRO,C,1975-1,24,3,{Values(i, 0, 24)},{Values(i, 24, 3)}"),
        ];
        var run = await CommandRun.OfAsync(
            TestContext.CancellationToken, "evaluate", "forecast", "--format", "m3", "--train", folder.Write("m3.csv", lines), "--json");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        foreach (var group in new[] { "yearly", "quarterly", "all" })
        {
            StringAssert.Contains(run.Output, $"\"group\":\"{group}\",\"forecast\":\"combination\"");
        }
    }

    private static IEnumerable<string> Rows(int from, int count) =>
        Enumerable.Range(0, 6).Select(i => $"s{i},{Values(i, from, count)}").Prepend("series_id,values");

    private static string Values(int series, int from, int count) => string.Join(' ', Enumerable.Range(from, count).Select(t =>
        (50 + (10 * series) + (t % 4 * 5) + (((t * 7919) + series) % 13 / 4.0)).ToString(CultureInfo.InvariantCulture)));

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Pack(TemporaryFolder folder, string name, int from, int count)
    {
        var path = Path.Combine(folder.Path, name);
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), Encoding.UTF8);
        foreach (var row in Rows(from, count))
        {
            writer.WriteLine(row);
        }

        return path;
    }
}
