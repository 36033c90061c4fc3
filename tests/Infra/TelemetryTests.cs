using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace XbFunctions.Infra.Tests;

/// <summary>docs/telemetry.md names what the app measures, and nothing else.</summary>
[TestClass]
public sealed partial class TelemetryTests
{
    [TestMethod]
    public void The_documented_metrics_are_those_of_the_app()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "telemetry.md")))
            .Select(static row => $"{row.Groups["name"].Value} | {row.Groups["kind"].Value} | {row.Groups["unit"].Value}")
            .Order(StringComparer.Ordinal);
        var measured = AppInstruments.All
            .Select(static one => $"{one.Name} | {Kind(one)} | {one.Unit}")
            .Order(StringComparer.Ordinal);
        Assert.AreEqual(string.Join('\n', measured), string.Join('\n', documented));
    }

    [TestMethod]
    public void Every_metric_says_what_it_measures_in_units_of_the_field()
    {
        foreach (var one in AppInstruments.All)
        {
            Assert.IsFalse(string.IsNullOrWhiteSpace(one.Description), $"{one.Name} has no description");
            Assert.IsTrue(one.Unit is "s" or "By" or "1" || Annotation().IsMatch(one.Unit ?? string.Empty), $"{one.Name}: '{one.Unit}' is no UCUM unit");
        }
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableGauge" or "Gauge" => "gauge",
        var other => other,
    };

    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| (?<kind>counter|histogram|gauge) \| (?<unit>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\{[a-z_]+\}$")]
    private static partial Regex Annotation();
}
