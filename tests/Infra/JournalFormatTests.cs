using System.Reflection;
using System.Text.RegularExpressions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Infra.Tests;

/// <summary>docs/formats/journal.md names every kind of change that a state writes or reads, and the version of its snapshots.</summary>
[TestClass]
public sealed partial class JournalFormatTests
{
    private static readonly Type[] States = [typeof(FraudState), typeof(BehaviourState), typeof(WatchState), typeof(SalesState)];
    private static readonly string Document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "formats", "journal.md"));

    [TestMethod]
    public void Every_kind_of_change_is_documented_and_every_one_that_is_documented_is_there()
    {
        var known = States.SelectMany(static state => ConstantsOf(state)
            .Where(static constant => constant.Name.Contains("Change", StringComparison.Ordinal)).Select(constant => $"{state.Name} {constant.Value}"));
        var documented = Row().Matches(Document).Select(static row => $"{row.Groups[1].Value} {row.Groups[2].Value}").ToArray();
        Assert.IsGreaterThan(20, documented.Length);
        CollectionAssert.AreEquivalent(known.ToArray(), documented);
    }

    [TestMethod]
    public void The_version_of_each_states_snapshots_is_documented()
    {
        foreach (var state in States)
        {
            var version = ConstantsOf(state).Single(static constant => constant.Name == "SnapshotVersion").Value;
            Assert.Contains($"{state.Name} version {version}", Document);
        }
    }

    // Private: numbers in files are no one's business but the state's.
    private static IEnumerable<(string Name, byte Value)> ConstantsOf(Type state) => state.GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(static field => field.IsLiteral && field.FieldType == typeof(byte)).Select(static field => (field.Name, (byte)field.GetRawConstantValue()!));

    [GeneratedRegex(@"^\| ([A-Z][a-z]+State) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
