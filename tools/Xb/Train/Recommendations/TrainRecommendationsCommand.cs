using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary><c>xb train recommendations</c>.</summary>
internal static class TrainRecommendationsCommand
{
    private const double LearntShare = 0.85;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var days = CommandOptions.Number("--days", "Days of clickstream to learn from and to test on; the last 15 % test.", 30, 5, 365);
        var products = CommandOptions.Number("--products", "Items of the simulated catalogue.", 2_000, 100, 100_000);
        var payments = CommandOptions.Number("--payments-per-day", "Payments on an average day, which the visits follow.", 2_000, 100, 100_000);
        var customers = CommandOptions.Number("--customers", "Customers at any time.", 20_000, 500, 5_000_000);
        var seed = CommandOptions.Number("--seed", "Seed of the marketplace.", 1UL, 0UL, ulong.MaxValue);
        var publish = CommandOptions.Switch("--publish", "Put the simulated catalogue and the signals of all days into the storage, where the app takes them up.");
        var command = new Command(
            "recommendations",
            """
            Learn the signals that recommendations follow (co-visitation, linear item-item model, trends by market) from a simulated clickstream,
            and measure the lists that the app would serve, rules included, on the days after. Also measured: what visitors of a market get of which
            nothing was learnt, against that market's own trend.

            Examples:
              xb train recommendations
              xb train recommendations --days 14 --publish
            """)
        {
            days, products, payments, customers, seed, publish,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
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
                    (StorageAccount account, CommandTerminal terminal) => RunAsync(world, parsed.GetValue(days), account, terminal, cancellationToken),
                    cancellationToken)
                : RunAsync(world, parsed.GetValue(days), null, CommandTerminal.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        SimulationOptions options, int days, StorageAccount? account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var world = MarketplaceWorld.Create(options);
        var all = await CommandProgress.RunAsync(
            terminal, "Simulating clicks", progress => SimulatedInteractions.Read(world, days, progress, cancellationToken));
        var cut = options.Start + TimeSpan.FromDays(days * LearntShare);
        var earlier = all.Where(one => one.At < cut).ToList();
        var later = all.Where(one => one.At >= cut).ToList();
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{earlier.Count:N0} interactions to learn from, {later.Count:N0} after them."));
        var measurement = new RecommendationMeasurement(SimulatedCatalogue.Of(world));
        var signals = await LearnAsync(terminal, "Learning", earlier, cancellationToken);
        var table = CommandTables.New("Visitors", "Cases", "Recall@20", "NDCG@20", "Own trend's recall", "NDCG", "Coverage");
        Add(table, "all", measurement.Of(signals, earlier, later));
        Add(table, "new customers", measurement.Of(signals, earlier, later, ignoresHistory: true));
        var market = later.CountBy(static one => one.Market).OrderByDescending(static entry => entry.Value).Skip(2).First().Key;
        var without = await LearnAsync(
            terminal, $"Learning without {market}", [.. earlier.Where(one => one.Market != market)], cancellationToken);
        Add(table, $"{market} as a new market", measurement.Of(without, earlier, later, market, own: signals));
        Add(table, $"{market}, new customers too", measurement.Of(without, earlier, later, market, ignoresHistory: true, own: signals));
        terminal.Out.Write(table);
        if (account is not null)
        {
            await PublishAsync(world, all, account, terminal, cancellationToken);
        }

        return 0;
    }

    private static async Task PublishAsync(
        MarketplaceWorld world, List<Interaction> all, StorageAccount account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        using var catalogue = new ItemCatalogue(
            new CatalogueStore(account.Blobs.GetBlobContainerClient(CatalogueStore.ContainerName)),
            new CatalogueOptions(),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ItemCatalogue>.Instance);
        foreach (var chunk in SimulatedCatalogue.Items(world).Chunk(ItemCatalogue.MostItems))
        {
            await catalogue.PutAsync(chunk, null, cancellationToken);
        }

        var signals = await LearnAsync(terminal, "Learning from all days", all, cancellationToken);
        await new SignalsStore(account.Blobs.GetBlobContainerClient(SignalsStore.ContainerName)).PublishAsync(signals, cancellationToken);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Published {catalogue.Current.Count:N0} items and signals {signals.Version}."));
    }

    private static Task<ItemSignals> LearnAsync(CommandTerminal terminal, string title, List<Interaction> interactions, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, title, _ =>
        {
            var learning = new SignalsLearning();
            foreach (var one in interactions)
            {
                learning.Add(one.Visitor, one.Sku, one.Market, one.At, one.Weight);
            }

            return learning.Learn(cancellationToken);
        });

    private static void Add(Table table, string visitors, RecommendationScores scores) => table.AddRow(
        visitors,
        CommandTables.Count(scores.Cases),
        Share(scores.Recall),
        Share(scores.Ndcg),
        Share(scores.PopularRecall),
        Share(scores.PopularNdcg),
        Share(scores.Coverage));

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
