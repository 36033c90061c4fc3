using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Demo;

/// <summary>What the simulated marketplace sells, in the platform's catalogue, and what the platform recommends to one of its customers. Thread-safe.</summary>
/// <param name="platform">The platform.</param>
internal sealed class DemoShop(StartedPlatform platform)
{
    private const int Shown = 5;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    private OrderCompleted? _order;

    /// <summary>Fills the catalogue.</summary>
    /// <param name="world">The marketplace.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Items of the catalogue.</returns>
    public async Task<int> FillAsync(MarketplaceWorld world, CancellationToken cancellationToken)
    {
        var catalogue = platform.Services.GetRequiredService<ItemCatalogue>();
        foreach (var chunk in SimulatedCatalogue.Items(world).Chunk(ItemCatalogue.MostItems))
        {
            await catalogue.PutAsync(chunk, null, cancellationToken);
        }

        return catalogue.Current.Count;
    }

    /// <summary>Notes the first who orders: the one whose profile has been there longest.</summary>
    /// <param name="events">What was sent.</param>
    public void Note(IReadOnlyList<SimulatedEvent> events)
    {
        if (Volatile.Read(ref _order) is null)
        {
            Volatile.Write(ref _order, events.Select(static one => one.Event).OfType<OrderCompleted>().FirstOrDefault(static order => order.CustomerId is not null));
        }
    }

    /// <summary>A command line that asks for recommendations as it stands; null until somebody has ordered.</summary>
    public string? Curl => Path is { } path
        ? $"curl -H \"x-functions-key: {platform.Local.GetKey("Recommend")}\" \"{new Uri(platform.Local.HttpAddress, $"{platform.Local.RoutePrefix}{path}")}\""
        : null;

    private string? Path => Volatile.Read(ref _order) is { } order
        ? string.Create(CultureInfo.InvariantCulture, $"recommendations/{Uri.EscapeDataString(order.CustomerId!.Value.Value)}?market={order.Market}&n={Shown}&language=en")
        : null;

    /// <summary>Asks for what is recommended to that customer.</summary>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The list; null where nobody has ordered, or there was no answer.</returns>
    public async Task<Table?> RecommendedAsync(CancellationToken cancellationToken)
    {
        if (Path is not { } path)
        {
            return null;
        }

        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(platform.Local.HttpAddress, platform.Local.RoutePrefix), Timeout = MostTime };
            http.DefaultRequestHeaders.Add("x-functions-key", platform.Local.GetKey("Recommend"));
            var answer = await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);
            var table = CommandTables.New($"recommended to {Markup.Escape(_order!.CustomerId!.Value.Value)} in {_order.Market}", "found by", "why");
            foreach (var item in answer.GetProperty("items").EnumerateArray())
            {
                table.AddRow(Text(item, "title"), Text(item, "source"), Text(item, "reason"));
            }

            return table;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException)
        {
            // The demo is over all the same.
            return null;
        }
    }

    private static string Text(JsonElement item, string member) => Markup.Escape(item.GetProperty(member).GetString() ?? "");
}
