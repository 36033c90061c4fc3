using System.Text.Json;
using XbFunctions.Xb.Settings;

namespace XbFunctions.Xb.Tests.Settings;

[TestClass]
public sealed class SettingsTests
{
    // Told by their place in the sample, not by an options class of one value each.
    private static readonly string[] Indexed = ["XbHost:Hubs:"];

    private static string Root => AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];

    private static IReadOnlyList<AppSetting> All { get; } = AppSettings.Read();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_page_of_the_documentation_is_what_the_command_prints()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "settings", "--markdown");
        Assert.AreEqual(0, run.ExitCode, run.Error);
        var page = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "settings.md"), TestContext.CancellationToken);
        Assert.AreEqual(run.Output.ReplaceLineEndings("\n"), page.ReplaceLineEndings("\n"), "Run: dotnet run --project tools/Xb -- settings --markdown > docs/settings.md");
    }

    [TestMethod]
    public void Every_setting_says_what_it_means()
    {
        Assert.IsGreaterThan(40, All.Count);
        foreach (var setting in All)
        {
            Assert.IsGreaterThan(10, setting.Meaning.Length, setting.Name);
        }
    }

    [TestMethod]
    public void The_sample_names_only_settings_that_there_are()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        foreach (var value in sample.RootElement.GetProperty("Values").EnumerateObject())
        {
            AssertKnown(value.Name.Replace("__", ":", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public void The_sample_has_every_setting_that_has_no_default_and_stops_the_start()
    {
        var sample = File.ReadAllText(Path.Combine(Root, "local.settings.sample.json"));
        foreach (var name in (string[])["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "EventHubs", "Pseudonyms__Key", "RetrainFraudSchedule"])
        {
            Assert.Contains($"\"{name}\"", sample);
        }
    }

    [TestMethod]
    public void The_template_names_only_settings_that_there_are()
    {
        var template = File.ReadAllText(Path.Combine(Root, "infra", "bicep", "modules", "function-app.bicep"));
        var start = template.IndexOf("name: 'appsettings'", StringComparison.Ordinal);
        var names = System.Text.RegularExpressions.Regex.Matches(
            template[start..template.IndexOf("resource ftp", StringComparison.Ordinal)], @"([A-Za-z]+__[A-Za-z0-9_]+|APPLICATIONINSIGHTS_[A-Z_]+|Retrain[A-Za-z]+): ");
        Assert.IsGreaterThan(8, names.Count);
        foreach (var name in names.Select(static match => match.Groups[1].Value))
        {
            AssertKnown(name.Replace("__", ":", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public async Task A_part_of_a_name_shows_its_settings_with_their_meaning()
    {
        var run = await CommandRun.OfAsync(TestContext.CancellationToken, "settings", "SnapshotRec");
        Assert.AreEqual(0, run.ExitCode);
        Assert.Contains("State__SnapshotRecords", run.Output);
        Assert.DoesNotContain("Pseudonyms__Key", run.Output);
        var none = await CommandRun.OfAsync(TestContext.CancellationToken, "settings", "no such thing");
        Assert.AreEqual(1, none.ExitCode);
        Assert.Contains("no such thing", none.Error);
    }

    private static void AssertKnown(string key) => Assert.IsTrue(
        All.Any(setting => setting.Key == key) || Indexed.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)), key);
}
