using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Simulation;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Evaluate.Recommendations;

/// <summary><c>xb evaluate recommendations</c>.</summary>
internal static class EvaluateRecommendationsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var clicks = CommandOptions.Text("--clicks", "A platform's clickstream, JSON Lines, plain or gzip, on which what serves from the storage is measured; left out, the simulator's.", "FILE");
        var days = CommandOptions.Number("--days", "Days of simulated clickstream.", 12, 2, 365);
        var products = CommandOptions.Number("--products", "Items of the simulated catalogue.", 1_000, 100, 100_000);
        var payments = CommandOptions.Number("--payments-per-day", "Payments on an average simulated day.", 500, 100, 100_000);
        var customers = CommandOptions.Number("--customers", "Simulated customers at any time.", 4_000, 500, 5_000_000);
        var seed = CommandOptions.Number("--seed", "Seed of the marketplace.", 1UL, 0UL, ulong.MaxValue);
        var cases = CommandOptions.Number("--cases", "Moments to measure, about.", 3_000, 100, 1_000_000);
        var asJson = CommandOptions.Switch("--json", "Print the figures as JSON.");
        var command = new Command(
            "recommendations",
            """
            Measure recommendations on a clickstream. Offline: recall, NDCG and coverage of lists of 20 as they would be served, rules included, at moments
            behind those that the signals learnt from (of the simulator's, signals learn from the first 85 %). Online: what visitors made of the lists that
            they were shown, by place on the page, position and market, and how likely each position is looked at.

            Examples:
              xb evaluate recommendations
              xb evaluate recommendations --clicks clickstream.jsonl
            """)
        {
            clicks, days, products, payments, customers, seed, cases, asJson,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (most, isJson) = (parsed.GetValue(cases), parsed.GetValue(asJson));
            if (parsed.GetValue(clicks) is { } file)
            {
                return storage.RunAsync(
                    parsed,
                    async (StorageAccount account, CommandTerminal terminal) =>
                    {
                        var history = await CommandProgress.RunAsync(
                            isJson ? terminal.Silent() : terminal, "Reading clicks", progress => ClickHistory.Of(file, progress, cancellationToken));
                        await using var publisher = new RecommendationPublisher(account);
                        var served = await ServedRecommendations.ReadAsync(account, publisher, cancellationToken);
                        return Report(new EvaluationRun(served, history, most), terminal, isJson, cancellationToken);
                    },
                    cancellationToken);
            }

            var world = MarketplaceWorld.Create(new SimulationOptions
            {
                Seed = parsed.GetValue(seed), Products = parsed.GetValue(products), PaymentsPerDay = parsed.GetValue(payments), Customers = parsed.GetValue(customers),
            });
            return SimulatedAsync(world, parsed.GetValue(days), most, CommandTerminal.Of(parsed, isJson), isJson, cancellationToken);
        });
        return command;
    }

    private static async Task<int> SimulatedAsync(
        MarketplaceWorld world, int days, int most, CommandTerminal terminal, bool isJson, CancellationToken cancellationToken)
    {
        var quiet = isJson ? terminal.Silent() : terminal;
        var history = await CommandProgress.RunAsync(quiet, "Simulating clicks", progress => ClickHistory.Of(world, days, progress, cancellationToken));
        var until = world.Options.Start + (0.85 * TimeSpan.FromDays(days));
        var signals = await CommandProgress.RunAsync(
            quiet, "Learning signals", _ => RecommendationModels.Signals(history.Interactions.TakeWhile(one => one.At < until), cancellationToken));
        var catalogue = SimulatedCatalogue.Of(world);
        return Report(new EvaluationRun(new ServedRecommendations(catalogue, BoundSignals.Of(signals, catalogue), null, null, null), history, most), terminal, isJson, cancellationToken);
    }

    private static int Report(EvaluationRun run, CommandTerminal terminal, bool isJson, CancellationToken cancellationToken)
    {
        var report = run.Run(TimeProvider.System, cancellationToken);
        if (isJson)
        {
            terminal.Line(JsonSerializer.Serialize(report, Json));
            return 0;
        }

        if (run.IsLearntFrom)
        {
            terminal.Line("The signals have learnt from all of these clicks: the offline figures are too good. Give clicks of later days.");
        }

        var (offline, online) = (report.Offline, report.Online);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Signals {(offline.Signals.Length > 0 ? offline.Signals : "none")}, sequence model {offline.SequenceModel ?? "none"}, ranker {offline.Ranker ?? "none"}; {offline.Cases:N0} moments from {offline.From:yyyy-MM-dd HH:mm} to {offline.To:yyyy-MM-dd HH:mm} UTC."));
        var lists = CommandTables.New("Offline, lists of 20", "Recall@20", "NDCG@20", "Coverage");
        lists.AddRow("served", Share(offline.Recall20), Share(offline.Ndcg20), Share(offline.Coverage));
        lists.AddRow("the market's most popular", Share(report.PopularRecall20), Share(report.PopularNdcg20), "");
        terminal.Out.Write(lists);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Online: {online.Lists:N0} lists shown, positive rate {online.PositiveRate:F4}, {online.ItemsShown:N0} different items."));
        Print(terminal, "Online, place on the page", online.Sources.Select(static one => (one.Source, one.Lists, one.PositiveRate, one.ClickThrough)));
        Print(terminal, "Online, market", online.Markets.Select(static one => (one.Market, one.Lists, one.PositiveRate, one.ClickThrough)));
        var places = CommandTables.New("Online, position", "Shown", "Click-through", "Looked at");
        foreach (var at in online.Positions.Take(20))
        {
            places.AddRow($"{at.Position + 1}", CommandTables.Count(at.Shown), Share(at.ClickThrough), Share(report.Examined[Math.Min(at.Position, report.Examined.Count - 1)]));
        }

        terminal.Out.Write(places);
        return 0;
    }

    private static void Print(CommandTerminal terminal, string title, IEnumerable<(string Name, long Lists, double PositiveRate, double ClickThrough)> rows)
    {
        var table = CommandTables.New(title, "Lists", "Positive rate", "Click-through");
        foreach (var (name, lists, positive, through) in rows)
        {
            table.AddRow(Markup.Escape(name), CommandTables.Count(lists), Share(positive), Share(through));
        }

        terminal.Out.Write(table);
    }

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
