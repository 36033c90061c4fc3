using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App;

namespace XbFunctions.Infra.Tests;

/// <summary>What alerts and workbook read is what the app measures.</summary>
[TestClass]
public sealed partial class AlertTests
{
    private static readonly Lazy<IReadOnlySet<string>> Metrics = new(Instruments);

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

    private static HashSet<string> Instruments()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("XbFunctions.", StringComparison.Ordinal))
                {
                    lock (names)
                    {
                        names.Add(instrument.Name);
                    }
                }
            },
        };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        foreach (var type in Assemblies(typeof(AppServices).Assembly, []).SelectMany(static assembly => assembly.GetTypes()).Where(IsInstruments))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            if (!type.IsAbstract)
            {
                ActivatorUtilities.CreateInstance(services, type);
            }
        }

        return names;
    }

    private static bool IsInstruments(Type type) => type.Name.EndsWith("Instruments", StringComparison.Ordinal);

    private static HashSet<Assembly> Assemblies(Assembly assembly, HashSet<Assembly> found)
    {
        if (found.Add(assembly))
        {
            foreach (var referenced in assembly.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("XbFunctions.", StringComparison.Ordinal)))
            {
                Assemblies(Assembly.Load(referenced), found);
            }
        }

        return found;
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(BicepCompiler.Folder, file));

    [GeneratedRegex(@"'((?:state|fraud)\.[a-z_.]+)'")]
    private static partial Regex NameInQuery();
}
