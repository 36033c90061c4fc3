using System.Collections.Immutable;
using System.Globalization;

namespace XbFunctions.Xb.Simulation;

/// <summary>Departments and their categories, read from <c>Lexicon/categories.tsv</c>.</summary>
internal sealed class CategoryTree
{
    private CategoryTree(ImmutableArray<Category> leaves)
    {
        Leaves = leaves;
        Related = [.. leaves.Select(leaf => RelatedTo(leaf, leaves))];
    }

    /// <summary>All categories, in the table's order.</summary>
    public ImmutableArray<Category> Leaves { get; }

    /// <summary>For every category the ones that people look at next: its own department first.</summary>
    public ImmutableArray<ImmutableArray<int>> Related { get; }

    /// <summary>Reads the tree from this assembly.</summary>
    public static CategoryTree Load() => new([.. LexiconTable.Read("categories").Skip(1).Select(Parse)]);

    private static Category Parse(string[] row, int index) => new()
    {
        Index = index,
        Key = row[0],
        Department = row[1],
        Euros = double.Parse(row[2], CultureInfo.InvariantCulture),
        Spread = double.Parse(row[3], CultureInfo.InvariantCulture),
        Grams = int.Parse(row[4], CultureInfo.InvariantCulture),
        Returns = double.Parse(row[5], CultureInfo.InvariantCulture),
        Resale = int.Parse(row[6], CultureInfo.InvariantCulture),
        Season = row[7],
        Size = row[8],
        Origins = [.. row[9].Split(',')],
        Qualifiers = [.. row[10].Split(',')],
    };

    // The department's other categories, and two fixed ones elsewhere, so that people who bought this also bought that.
    private static ImmutableArray<int> RelatedTo(Category leaf, ImmutableArray<Category> leaves) =>
    [
        .. leaves.Where(other => other.Department == leaf.Department && other.Index != leaf.Index).Select(static other => other.Index),
        ((leaf.Index * 7) + 11) % leaves.Length,
        ((leaf.Index * 5) + 29) % leaves.Length,
    ];
}
