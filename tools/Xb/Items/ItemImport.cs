using System.Globalization;
using System.Text.Json;
using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Xb.Items;

/// <summary>Puts items into the catalogue and keeps count.</summary>
/// <param name="catalogue">The catalogue; <see langword="null"/> to check items only.</param>
internal sealed class ItemImport(ItemCatalogue? catalogue)
{
    private readonly Dictionary<ItemOutcome, int> _outcomes = [];
    private int _correct;

    /// <summary>Items so far.</summary>
    public int Items { get; private set; }

    /// <summary>What was refused, a line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Takes some items.</summary>
    /// <param name="items">Lines and items, at most <see cref="ItemCatalogue.MostItems"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TakeAsync((int Line, JsonElement Item)[] items, CancellationToken cancellationToken)
    {
        Items += items.Length;
        if (catalogue is null)
        {
            foreach (var (line, json) in items)
            {
                if (CatalogueItemReader.TryRead(json, out _, out var problem))
                {
                    _correct++;
                }
                else
                {
                    Add(line, CatalogueItemReader.SkuOf(json), problem!);
                }
            }

            return;
        }

        var (_, results) = await catalogue.PutAsync([.. items.Select(static item => item.Item)], null, cancellationToken);
        foreach (var result in results ?? [])
        {
            _outcomes[result.Outcome] = _outcomes.GetValueOrDefault(result.Outcome) + 1;
            if (result.Problem is { } problem)
            {
                Add(items[result.Index].Line, result.Sku, problem);
            }
        }
    }

    /// <summary>The counts in one sentence.</summary>
    public override string ToString() => catalogue is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Items:N0} items checked: {_correct:N0} are correct, {Problems.Count:N0} refused. Nothing was written.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Items:N0} items: {Count(ItemOutcome.Created):N0} created, {Count(ItemOutcome.Updated):N0} updated, {Count(ItemOutcome.Unchanged):N0} unchanged, {Problems.Count:N0} refused.");

    private int Count(ItemOutcome outcome) => _outcomes.GetValueOrDefault(outcome);

    private void Add(int line, string? sku, ItemProblem problem) => Problems.Add(string.Create(
        CultureInfo.InvariantCulture, $"line {line}, {(sku is null ? "no sku" : $"sku {sku}")}: {(problem.Field.Length == 0 ? "item" : problem.Field)}: {problem.Detail}"));
}
