using System.Globalization;
using Spectre.Console;
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

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
