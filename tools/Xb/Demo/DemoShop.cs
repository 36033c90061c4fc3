using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Rendering;
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
    private IClickEvent? _seen;
    private Task _firstAsked = Task.CompletedTask;

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

    /// <summary>Notes the first customer who looks at something, until the first one who orders: of whom most is known.</summary>
    /// <param name="events">What was sent.</param>
    public void Note(IReadOnlyList<SimulatedEvent> events)
    {
        var known = Volatile.Read(ref _seen);
        IClickEvent[] clicks = known is OrderCompleted ? [] : [.. events.Select(static one => one.Event).OfType<IClickEvent>().Where(static click => click.CustomerId is not null)];
        if ((clicks.OfType<OrderCompleted>().FirstOrDefault() ?? known ?? Array.Find(clicks, static click => click is ProductViewed)) is { } seen && seen != known)
        {
            Volatile.Write(ref _seen, seen);

            // Who asks first starts the following of what visitors do, and does not wait for it.
            _firstAsked = known is null ? Task.Run(() => AskAsync(CancellationToken.None)) : _firstAsked;
        }
    }

    /// <summary>A command line that asks for recommendations as it stands; null until a customer has looked at something.</summary>
    public string? Curl => Path is { } path
        ? $"curl -H \"x-functions-key: {platform.Local.GetKey("Recommend")}\" \"{new Uri(Address, path)}\""
        : null;

    private Uri Address => new(platform.Local.HttpAddress, platform.Local.RoutePrefix.Length == 0 ? "" : $"{platform.Local.RoutePrefix}/");

    private string? Path => Volatile.Read(ref _seen) is { } seen
        ? string.Create(CultureInfo.InvariantCulture, $"recommendations/{Uri.EscapeDataString(seen.CustomerId!.Value.Value)}?market={seen.Market}&n={Shown}&language=en")
        : null;

    /// <summary>Asks for what is recommended to that customer, once what visitors do has been followed for a while.</summary>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The list, or why there is none; null where no customer has looked at anything.</returns>
    public async Task<IRenderable?> RecommendedAsync(CancellationToken cancellationToken)
    {
        await _firstAsked;
        return await AskAsync(cancellationToken);
    }

    private async Task<IRenderable?> AskAsync(CancellationToken cancellationToken)
    {
        if (Path is not { } path)
        {
            return null;
        }

        try
        {
            using var http = new HttpClient { BaseAddress = Address, Timeout = MostTime };
            http.DefaultRequestHeaders.Add("x-functions-key", platform.Local.GetKey("Recommend"));
            var answer = await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);
            var table = CommandTables.New($"recommended to {Markup.Escape(_seen!.CustomerId!.Value.Value)} in {_seen.Market}", "found by", "why");
            foreach (var item in answer.GetProperty("items").EnumerateArray())
            {
                table.AddRow(Text(item, "title"), Text(item, "source"), Text(item, "reason"));
            }

            return table;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException)
        {
            return new Text($"No recommendations: {fault.Message}");
        }
    }

    private static string Text(JsonElement item, string member) => Markup.Escape(item.GetProperty(member).GetString() ?? "");
}
