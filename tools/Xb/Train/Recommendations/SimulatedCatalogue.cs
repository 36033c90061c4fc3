using System.Text.Json;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>The simulator's catalogue as the app's, through the same reader that an import uses.</summary>
internal static class SimulatedCatalogue
{
    /// <summary>Items of a world as JSON.</summary>
    /// <param name="world">The world.</param>
    public static IEnumerable<JsonElement> Items(MarketplaceWorld world)
    {
        using var stream = new MemoryStream();
        CatalogueWriter.Write(world, stream);
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            yield return JsonSerializer.Deserialize<JsonElement>(line);
        }
    }

    /// <summary>The catalogue of a world in memory.</summary>
    /// <param name="world">The world.</param>
    /// <exception cref="CommandException">An item is refused, which is a defect.</exception>
    public static CatalogueSnapshot Of(MarketplaceWorld world) => CatalogueSnapshot.Empty.With(
        new CatalogueVersion(1, 1),
        [
            .. Items(world).Select(static json => CatalogueItemReader.TryRead(json, out var item, out var problem)
                ? (item!, 0UL)
                : throw new CommandException($"The simulated item {CatalogueItemReader.SkuOf(json)} is refused: {problem!.Field}: {problem.Detail}")),
        ]);
}
