using System.Text.Json;
using Microsoft.AspNetCore.Http;
using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.App.Catalogue;

/// <summary>Answer to items: what became of each.</summary>
/// <param name="Version">Version of the catalogue after it.</param>
/// <param name="Created">New items.</param>
/// <param name="Updated">Changed items.</param>
/// <param name="Unchanged">Items that were there already.</param>
/// <param name="Refused">Refused items.</param>
/// <param name="Items">Each item, in the order of the request.</param>
internal sealed record ItemsAnswer(string Version, int Created, int Updated, int Unchanged, int Refused, IReadOnlyList<ItemsAnswer.Line> Items)
{
    /// <summary>Makes the answer.</summary>
    /// <param name="version">Version of the catalogue.</param>
    /// <param name="results">What became of each item.</param>
    public static ItemsAnswer Of(CatalogueVersion version, IReadOnlyList<ItemResult> results)
    {
        int Count(ItemOutcome outcome) => results.Count(result => result.Outcome == outcome);
        return new ItemsAnswer(
            version.ToString(),
            Count(ItemOutcome.Created),
            Count(ItemOutcome.Updated),
            Count(ItemOutcome.Unchanged),
            Count(ItemOutcome.Refused),
            [.. results.Select(static result => new Line(
                result.Index, result.Sku, JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()), result.Problem?.Field, result.Problem?.Detail))]);
    }

    /// <summary>207 where an item was refused, else 200.</summary>
    /// <param name="results">What became of each item.</param>
    public static int StatusOf(IReadOnlyList<ItemResult> results) =>
        results.Any(static result => result.Outcome == ItemOutcome.Refused) ? StatusCodes.Status207MultiStatus : StatusCodes.Status200OK;

    /// <summary>What became of one item.</summary>
    /// <param name="Index">Its place in the request.</param>
    /// <param name="Sku">Its sku; null where it has none that can be read.</param>
    /// <param name="Outcome"><c>created</c>, <c>updated</c>, <c>unchanged</c> or <c>refused</c>.</param>
    /// <param name="Field">Member at fault; null where none is.</param>
    /// <param name="Detail">What is wrong with it.</param>
    internal sealed record Line(int Index, string? Sku, string Outcome, string? Field, string? Detail);
}
