using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Capabilities.Recommendations.Ranking;

/// <summary>The sequence model by the numbers of a catalogue. Immutable.</summary>
public sealed class BoundNextItems
{
    private readonly int[] _rowOf;

    private BoundNextItems(NextItemModel model, int[] rowOf, int[] numbers, float[] items) => (Model, _rowOf, Numbers, Items) = (model, rowOf, numbers, items);

    /// <summary>The model.</summary>
    public NextItemModel Model { get; }

    /// <summary>Numbers in the catalogue of the items that both have.</summary>
    public int[] Numbers { get; }

    /// <summary>Embeddings of <see cref="Numbers"/>, row-major.</summary>
    public float[] Items { get; }

    /// <summary>Binds a model to a catalogue.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">The catalogue.</param>
    public static BoundNextItems Of(NextItemModel model, CatalogueSnapshot catalogue)
    {
        var rowOf = new int[catalogue.Count];
        Array.Fill(rowOf, -1);
        List<int> numbers = [];
        List<float> items = [];
        for (var row = 0; row < model.Skus.Count; row++)
        {
            if (catalogue.TryFind(model.Skus[row], out var number))
            {
                rowOf[number] = row;
                numbers.Add(number);
                items.AddRange(model.Items.Span.Slice(row * model.Width, model.Width));
            }
        }

        return new BoundNextItems(model, rowOf, [.. numbers], [.. items]);
    }

    /// <summary>Number of an item in the model; -1 where it lacks it.</summary>
    /// <param name="item">Number in the catalogue.</param>
    public int RowOf(int item) => item < _rowOf.Length ? _rowOf[item] : -1;
}
