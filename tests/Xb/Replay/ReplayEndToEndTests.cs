namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class ReplayEndToEndTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(new string[0], DisplayName = "Every row of a file with malformed rows comes out and the dead letters can be listed")]
    [DataRow(new[] { "--isolate" }, DisplayName = "Every row of a file with malformed rows comes out of a platform of several processes")]
    public async Task Every_row_of_a_file_with_malformed_rows_comes_out_and_the_dead_letters_can_be_listed(string[] options)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var path = folder.Write(
            "own.csv",
            "invoice_no,stock_code,description,quantity,invoice_datetime,unit_price_gbp,customer_id,country",
            "700001,10A,\"MUG, BLUE\",2,2011-03-01 09:00:00,3.25,501,Germany",
            "700001,11,PLATE,1,2011-03-01 09:00:00,4.50,501,Germany",
            "700002,10A,\"MUG, BLUE\",1,2011-07-01 09:05:00,3.25,,EIRE",
            "700003,12,BOWL,-5,2011-07-01 10:05:00,0,,United Kingdom",
            "700006,12,BOWL,some,2011-07-01 10:06:00,0,,United Kingdom",
            "A700004,B,Adjust bad debt,1,2011-07-02 10:05:00,-100.50,,United Kingdom",
            "C700005,10A,\"MUG, BLUE\",-1,2011-07-03 10:05:00,3.25,501,Germany");

        var replay = await RunAsync(["replay", "online-retail", path, "--demo", "--data", data, "--bad-rows", "send", .. options]);
        Assert.AreEqual(0, replay.ExitCode, replay.Output + replay.Error);
        Assert.AreEqual(7, replay.Figure("read from the file"));
        Assert.AreEqual(3, replay.Figure("in decisions"));
        Assert.AreEqual(1, replay.Figure("in recorded labels"));
        Assert.AreEqual(3, replay.Figure("in dead letters"));
        Assert.AreEqual(0, replay.Figure("unaccounted for"));
        Assert.Contains("It adds up", replay.Output);

        // The platform has ended; its data tells the rest, and a second replay into it decides nothing twice.
        var list = await RunAsync("dead-letters", "list", "--data", data);
        Assert.AreEqual(0, list.ExitCode, list.Error);
        Assert.Contains("own.csv:6", list.Output);
        Assert.Contains("3 dead letters.", list.Output);
        var id = list.Output.Split('\n').First(line => line.Contains("own.csv:6", StringComparison.Ordinal)).Split('│')[1].Trim();
        var shown = await RunAsync("dead-letters", "show", id, "--data", data);
        Assert.AreEqual("700006,12,BOWL,some,2011-07-01 10:06:00,0,,United Kingdom", shown.Output.Trim());
    }

    private Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(TestContext.CancellationToken, args);
}
