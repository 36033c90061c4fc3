using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace XbFunctions.Infra.Tests;

/// <summary>What alerts and workbook read is what the app measures.</summary>
[TestClass]
public sealed partial class AlertTests
{
    private static readonly Lazy<IReadOnlySet<string>> Metrics = new(static () => AppInstruments.All.Select(static one => one.Name).ToHashSet(StringComparer.Ordinal));

    [TestMethod]
    public void Every_alert_reads_a_metric_of_the_app()
    {
        foreach (var alert in JsonNode.Parse(Text("alerts.json"))!["alerts"]!.AsArray())
        {
            var metric = alert!["metric"]!.GetValue<string>();
            Assert.Contains(metric, Metrics.Value, $"alert {alert["name"]}");
            Assert.Contains($"'{metric}'", string.Concat(alert["query"]!.AsArray().Select(static line => line!.GetValue<string>())));
        }
    }

    [TestMethod]
    public void Every_chart_of_the_workbook_reads_metrics_of_the_app()
    {
        var named = NameInQuery().Matches(Text("workbook.json")).Select(static match => match.Groups[1].Value).ToArray();
        Assert.IsGreaterThan(8, named.Length);
        foreach (var metric in named)
        {
            Assert.Contains(metric, Metrics.Value);
        }
    }

    [TestMethod]
    public void What_operators_have_to_know_is_told_by_an_alert_and_what_every_capability_does_by_a_chart()
    {
        var alerts = JsonNode.Parse(Text("alerts.json"))!["alerts"]!.AsArray().Select(static alert => alert!["name"]!.GetValue<string>()).ToList();
        CollectionAssert.IsSubsetOf(new[] { "lag", "dead-letters", "decline-rate", "drift", "retraining", "forecasts" }, alerts);
        CollectionAssert.Contains(JsonNode.Parse(Text("alerts.json"))!["alerts"]!.AsArray()
            .Single(static alert => alert!["name"]!.GetValue<string>() == "lag")!["dimensions"]!.AsArray().Select(static name => name!.GetValue<string>()).ToList(), "partition");
        var charted = NameInQuery().Matches(Text("workbook.json")).Select(static match => match.Groups[1].Value.Split('.')[0]).Distinct().ToList();
        CollectionAssert.IsSubsetOf(new[] { "state", "fraud", "behaviour", "sales", "forecast", "translation" }, charted);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(BicepCompiler.Folder, file));

    [GeneratedRegex(@"'((?:state|fraud|model|behaviour|sales|forecast|translation)\.[a-z_.]+)'")]
    private static partial Regex NameInQuery();
}
