using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Prints what a training run found.</summary>
internal static class RecommendationReport
{
    /// <summary>Prints.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="trained">The run.</param>
    /// <param name="catalogue">The catalogue.</param>
    public static void Print(CommandTerminal terminal, TrainedRecommendations trained, CatalogueSnapshot catalogue)
    {
        var ways = CommandTables.New("Lists of 20, held-out moments", "Cases", "Recall@20", "NDCG@20", "Over the first", "Coverage");
        foreach (var way in trained.Ways)
        {
            var (gain, error) = way.Scores.Over(trained.Ways[0].Scores);
            ways.AddRow(
                way.Name,
                CommandTables.Count(way.Scores.Cases),
                Share(way.Scores.Recall),
                Share(way.Scores.Ndcg),
                way == trained.Ways[0] ? "" : string.Create(CultureInfo.InvariantCulture, $"{gain:+0.0000;-0.0000} ± {error:F4}"),
                Share(way.Scores.Coverage(catalogue.Count)));
        }

        terminal.Out.Write(ways);
        var cold = CommandTables.New("Visitors", "Cases", "Recall@20", "NDCG@20", "Own popularity's recall", "NDCG", "Lift in NDCG");
        foreach (var (name, served, popular) in trained.Cold.Rows)
        {
            cold.AddRow(
                name,
                CommandTables.Count(served.Cases),
                Share(served.Recall),
                Share(served.Ndcg),
                Share(popular.Recall),
                Share(popular.Ndcg),
                popular.Ndcg > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(served.Ndcg / popular.Ndcg) - 1:+0 %;-0 %}") : "");
        }

        terminal.Out.Write(cold);
    }

    /// <summary>What was learnt of the places of lists, one sentence.</summary>
    /// <param name="bias">How likely they are looked at.</param>
    /// <param name="clicks">Where it was learnt.</param>
    public static string Text(PositionBias bias, ClickHistory clicks)
    {
        var places = string.Join(", ", Enumerable.Range(0, Math.Min(10, bias.Positions)).Select(place => bias.Examined(place).ToString("0.00", CultureInfo.InvariantCulture)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{clicks.Lists.Count:N0} lists shown, {clicks.Lists.Count(static shown => shown.List.IsClicked):N0} clicked, {clicks.Interactions.Count(static one => one.Place is not null):N0} interactions by them; places from the first looked at {places}.");
    }

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
