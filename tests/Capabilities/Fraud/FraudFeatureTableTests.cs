using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>The documentation lists the features as they are declared.</summary>
[TestClass]
public sealed class FraudFeatureTableTests
{
    [TestMethod]
    public void The_table_of_features_in_the_docs_is_that_of_the_declarations()
    {
        var expected = FraudColumns.Features.Select(feature =>
            $"| `{feature.Name}` | {feature.Meaning} | {feature.Unit} | {feature.Window} | `{feature.Reason}` |").ToList();
        var written = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "fraud.md"))
            .SkipWhile(line => line != "<!-- features -->")
            .TakeWhile(line => line != "<!-- /features -->")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToList();
        CollectionAssert.AreEqual(expected, written, string.Join('\n', expected));
    }
}
