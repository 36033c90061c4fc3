using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary><c>xb train recommendations</c>.</summary>
internal static class TrainRecommendationsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var clicks = CommandOptions.Text("--clicks", "Learn from a file of clickstream events, JSON Lines as xb simulate writes, over the catalogue in the storage; left out, from the simulator.", "FILE");
        var days = CommandOptions.Number("--days", "Days of simulated clickstream.", 30, 5, 365);
        var products = CommandOptions.Number("--products", "Items of the simulated catalogue.", 2_000, 100, 100_000);
        var payments = CommandOptions.Number("--payments-per-day", "Payments on an average day, which the visits follow.", 2_000, 100, 100_000);
        var customers = CommandOptions.Number("--customers", "Customers at any time.", 20_000, 500, 5_000_000);
        var seed = CommandOptions.Number("--seed", "Seed of the marketplace.", 1UL, 0UL, ulong.MaxValue);
        var epochs = CommandOptions.Number("--epochs", "Passes of the sequence model at most; early stopping mostly ends sooner. 0 leaves it out.", 12, 0, 1_000);
        var width = CommandOptions.Number("--width", "Length of the sequence model's embeddings, an even number.", 32, 8, 512);
        var trees = CommandOptions.Number("--trees", "Trees of the ranker at most. 0 leaves it out.", 150, 0, 5_000);
        var cases = CommandOptions.Number("--cases", "Moments that the ranker learns from, and that all is measured on, about.", 6_000, 200, 1_000_000);
        var threads = CommandOptions.Number("--threads", "Threads of the trainers.", Environment.ProcessorCount, 1, 256);
        var publish = CommandOptions.Switch("--publish", "Put what passed its gate, and signals of all days, into the storage, where the app takes them up; with the simulator, its catalogue too.");
        var command = new Command(
            "recommendations",
            """
            Train what recommendations follow: signals (co-visitation, linear item-item model, trends by market), the sequence model and the ranker, trees
            over what customer, item, context and market say of a candidate. The first 70 % of the time train signals and sequence model, the next 15 % the
            ranker, the last 15 % measure the lists that the app would serve, rules included. A model is taken where it raises NDCG@20 over what serves
            now with 95 % confidence. Who turned to an item by a list of recommendations counts as one over how likely the place was looked at, which is learnt from
            the lists that were shown. Also measured: new customers, new items, and visitors of a market of which nothing was learnt, against the market's
            own popularity.

            Examples:
              xb train recommendations
              xb train recommendations --days 14 --publish
              xb train recommendations --clicks clickstream.jsonl --publish
            """)
        {
            clicks, days, products, payments, customers, seed, epochs, width, trees, cases, threads, publish,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new RecommendationTrainingOptions(
                parsed.GetValue(epochs), parsed.GetValue(width) / 2 * 2, parsed.GetValue(trees), parsed.GetValue(cases), parsed.GetValue(threads));
            if (parsed.GetValue(clicks) is { } file)
            {
                return storage.RunAsync(
                    parsed,
                    (StorageAccount account, CommandTerminal terminal) => FromFileAsync(file, settings, account, parsed.GetValue(publish), terminal, cancellationToken),
                    cancellationToken);
            }

            var world = new SimulationOptions
            {
                Seed = parsed.GetValue(seed),
                Products = parsed.GetValue(products),
                PaymentsPerDay = parsed.GetValue(payments),
                Customers = parsed.GetValue(customers),
            };
            return parsed.GetValue(publish)
                ? storage.RunAsync(
                    parsed,
                    (StorageAccount account, CommandTerminal terminal) => SimulatedAsync(world, parsed.GetValue(days), settings, account, terminal, cancellationToken),
                    cancellationToken)
                : SimulatedAsync(world, parsed.GetValue(days), settings, null, CommandTerminal.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> FromFileAsync(
        string file, RecommendationTrainingOptions settings, StorageAccount account, bool publishes, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var clicks = await CommandProgress.RunAsync(terminal, "Reading clicks", progress => ClickHistory.Of(file, progress, cancellationToken));
        if (clicks.Refused > 0)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{clicks.Refused:N0} lines are no clickstream event and were passed over."));
        }

        using var catalogue = Open(account);
        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (!clicks.Interactions.Exists(one => snapshot.TryFind(one.Sku, out _)))
        {
            throw new CommandException("The catalogue in the storage has none of the items of the file. Fill it first: xb items import FILE.");
        }

        return await TrainAsync(snapshot, clicks, settings, publishes ? account : null, terminal, cancellationToken);
    }

    private static async Task<int> SimulatedAsync(
        SimulationOptions options, int days, RecommendationTrainingOptions settings, StorageAccount? account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var world = MarketplaceWorld.Create(options);
        var clicks = await CommandProgress.RunAsync(
            terminal, "Simulating clicks", progress => ClickHistory.Of(world, days, progress, cancellationToken));
        if (account is not null)
        {
            using var catalogue = Open(account);
            foreach (var chunk in SimulatedCatalogue.Items(world).Chunk(ItemCatalogue.MostItems))
            {
                await catalogue.PutAsync(chunk, null, cancellationToken);
            }

            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Published {catalogue.Current.Count:N0} items."));
        }

        return await TrainAsync(SimulatedCatalogue.Of(world), clicks, settings, account, terminal, cancellationToken);
    }

    private static async Task<int> TrainAsync(
        CatalogueSnapshot catalogue,
        ClickHistory clicks,
        RecommendationTrainingOptions settings,
        StorageAccount? account,
        CommandTerminal terminal,
        CancellationToken cancellationToken)
    {
        var all = clicks.Interactions;
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{all.Count:N0} interactions from {all[0].At:yyyy-MM-dd} to {all[^1].At:yyyy-MM-dd}."));
        var bias = PositionBias.Learn(clicks.Lists.Select(static shown => shown.List), cancellationToken);
        terminal.Line(RecommendationReport.Text(bias, clicks));
        var training = new RecommendationTraining(catalogue, all, bias, settings, terminal, TimeProvider.System);
        await using var publisher = account is null ? null : new RecommendationPublisher(account);
        var champion = publisher is null ? null : await publisher.FindRankerAsync(cancellationToken);
        var trained = await training.RunAsync(champion, cancellationToken);
        RecommendationReport.Print(terminal, trained, catalogue);
        if (publisher is not null)
        {
            var signals = await CommandProgress.RunAsync(
                terminal, "Learning signals of all days", _ => RecommendationModels.Signals(all, cancellationToken));
            var next = trained.NextItems is null ? null : await training.RefitAsync(trained.Epochs, trained.NextItems, cancellationToken);
            terminal.Line(await publisher.PublishAsync(signals, next, trained.Ranker, cancellationToken));
            await publisher.PublishAsync(trained, signals.Version, next?.Manifest.Version, catalogue.Count, cancellationToken);
        }

        return 0;
    }

    private static ItemCatalogue Open(StorageAccount account) => new(
        new CatalogueStore(account.Blobs.GetBlobContainerClient(CatalogueStore.ContainerName)),
        new CatalogueOptions(),
        TimeProvider.System,
        NullLogger<ItemCatalogue>.Instance);
}
