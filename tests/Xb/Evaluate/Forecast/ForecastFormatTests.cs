using System.Globalization;

namespace XbFunctions.Xb.Tests.Evaluate.Forecast;

/// <summary>Each layout that <c>xb evaluate forecast --format</c> reads, in small files with generated values.</summary>
[TestClass]
public sealed class ForecastFormatTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Groups_of_m3_with_several_horizons_are_each_forecast_over_their_own()
    {
        using var folder = new TemporaryFolder();
        string[] lines =
        [
            "series_id,period,horizon,train_values,test_values",
            .. Enumerable.Range(0, 3).Select(static i => $"A{i},OTHER,6,{Numbers(i, 0, 30)},{Numbers(i, 30, 6)}"),
            .. Enumerable.Range(3, 3).Select(static i => $"B{i},OTHER,4,{Numbers(i, 0, 30)},{Numbers(i, 30, 4)}"),
        ];
        var predictions = Path.Combine(folder.Path, "out.csv");
        var run = await RunAsync("m3", folder.Write("m3.csv", lines), "--json", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        foreach (var group in new[] { "other, 4 steps", "other, 6 steps", "all" })
        {
            StringAssert.Contains(run.Output, $"\"group\":\"{group}\",\"forecast\":\"combination\"");
        }

        var rows = await PredictionsAsync(predictions);
        Assert.AreEqual(6, rows["A0"]);
        Assert.AreEqual(4, rows["B3"]);
    }

    [TestMethod]
    public async Task A_horizon_is_refused_where_the_file_says_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("m3.csv", "series_id,period,horizon,train_values,test_values", $"A,OTHER,6,{Numbers(0, 0, 30)},{Numbers(0, 30, 6)}");
        var run = await RunAsync("m3", file, "--horizon", "3");
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Error, "--horizon does not go with m3");
    }

    [TestMethod]
    public async Task Walmarts_last_weeks_are_the_test_and_those_without_sales_are_predicted()
    {
        using var folder = new TemporaryFolder();
        const int Known = 40;
        List<string> lines = ["store,dept,week_ending,weekly_sales_usd,is_holiday"];
        for (var week = 0; week < Known + 4; week++)
        {
            var day = new DateOnly(2010, 2, 5).AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var (store, dept) in new[] { (1, 1), (1, 2), (2, 1) })
            {
                lines.Add($"{store},{dept},{day},{(week < Known ? Number((10 * store) + dept, week) : "")},{(week % 13 == 0 ? 1 : 0)}");
            }
        }

        var predictions = Path.Combine(folder.Path, "out.csv");
        var run = await RunAsync("walmart", folder.Write("sales.csv", [.. lines]), "--horizon", "4", "--season", "4", "--json", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "\"group\":\"validation\",\"forecast\":\"combination\"");
        Assert.DoesNotContain("withheld", run.Output);
        var rows = await PredictionsAsync(predictions);
        CollectionAssert.AreEquivalent(new[] { "1_1", "1_2", "2_1" }, rows.Keys.ToArray());
        Assert.IsTrue(rows.Values.All(static count => count == 4));
        var few = await RunAsync("walmart", Path.Combine(folder.Path, "sales.csv"), "--horizon", "21");
        Assert.AreEqual(1, few.ExitCode);
        StringAssert.Contains(few.Error, "only 40 weeks with sales");
    }

    [TestMethod]
    public async Task Invoice_lines_become_weekly_units_without_what_was_cancelled()
    {
        using var folder = new TemporaryFolder();
        List<string> lines = ["invoice_no,stock_code,quantity,invoice_datetime,unit_price_gbp"];
        for (var week = 0; week < 52; week++)
        {
            var day = new DateOnly(2010, 12, 6).AddDays((7 * week) + (week % 5)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var product = 0; product < 5; product++)
            {
                lines.Add($"5{week:0000}{product},1000{product},{5 + product + (week % 4)},{day} 09:30:00,2.5");
            }

            lines.Add($"C5{week:0000}9,10009,40,{day} 10:00:00,2.5");
            lines.Add($"5{week:0000}8,POST,1,{day} 10:00:00,18");
            lines.Add($"5{week:0000}7,10008,7,{day} 10:00:00,0");
        }

        var predictions = Path.Combine(folder.Path, "out.csv");
        var run = await RunAsync("online-retail", folder.Write("lines.csv", [.. lines]), "--json", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        foreach (var week in new[] { 27, 33, 39, 45 })
        {
            StringAssert.Contains(run.Output, $"\"group\":\"after week {week}\",\"forecast\":\"combination\"");
        }

        var rows = await PredictionsAsync(predictions);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 5).Select(static product => $"1000{product}").ToArray(), rows.Keys.ToArray());
        Assert.IsTrue(rows.Values.All(static count => count == 6));
    }

    [TestMethod]
    public async Task Car_parts_are_forecast_a_year_ahead_with_missing_months_as_none()
    {
        using var folder = new TemporaryFolder();
        var months = Enumerable.Range(0, 51).Select(static month => $"{1998 + (month / 12)}-{(month % 12) + 1:00}");
        string[] lines =
        [
            $"part_id,{string.Join(',', months)}",
            .. Enumerable.Range(0, 8).Select(static part => $"{part},{string.Join(',', Enumerable.Range(0, 51).Select(month =>
                month < part ? "" : (month * 7919 + part) % 5 == 0 ? "2" : "0"))}"),
        ];
        var predictions = Path.Combine(folder.Path, "out.csv");
        var run = await RunAsync("carparts", folder.Write("parts.csv", lines), "--json", "--predictions-out", predictions);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, "\"group\":\"all\",\"forecast\":\"combination\"");
        var rows = await PredictionsAsync(predictions);
        Assert.HasCount(8, rows);
        Assert.IsTrue(rows.Values.All(static count => count == 12));
        var wrong = await RunAsync("carparts", folder.Write("wrong.csv", lines[0], $"9,{string.Join(',', Enumerable.Repeat("many", 51))}"));
        Assert.AreEqual(1, wrong.ExitCode);
        StringAssert.Contains(wrong.Error, "wrong.csv line 2: 1998-01 is 'many'");
    }

    private Task<CommandRun> RunAsync(string format, string file, params string[] more) =>
        CommandRun.OfAsync(TestContext.CancellationToken, ["evaluate", "forecast", "--format", format, "--train", file, .. more]);

    // Number of forecasts by series.
    private async Task<Dictionary<string, int>> PredictionsAsync(string path) =>
        (await File.ReadAllLinesAsync(path, TestContext.CancellationToken)).Skip(1).Select(static line => line.Split(','))
            .ToDictionary(static fields => fields[0], static fields => fields[1].Split(' ').Length);

    private static string Numbers(int series, int from, int count) => string.Join(' ', Enumerable.Range(from, count).Select(t => Number(series, t)));

    private static string Number(int series, int at) =>
        (50 + (10 * series) + (at % 4 * 5) + (((at * 7919) + series) % 13 / 4.0)).ToString(CultureInfo.InvariantCulture);
}
