using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Prints the metrics and leaderboards of <c>xb evaluate forecast</c>.</summary>
internal static class ForecastReport
{
    private const int MostRows = 12;

    /// <summary>Prints the candidates of one case, best first.</summary>
    public static void PrintBoard(CommandTerminal terminal, string name, ForecastRun run)
    {
        var table = CommandTables.New($"candidates, {name}", "backtest loss", "at last origin", "weight");
        foreach (var row in run.Leaderboard.Take(MostRows))
        {
            table.AddRow(row.Name, Number(row.Loss, 4), Number(row.LastLoss, 4), row.Name == "combination" ? "" : Number(row.Weight, 2));
        }

        terminal.Out.Write(table);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Losses against naive, over {run.Origins} origins before the end of the histories. Weights: {run.CombinationName}."));
    }

    /// <summary>Prints the metrics, a row for each forecaster and group.</summary>
    public static void PrintScores(CommandTerminal terminal, IEnumerable<(string Group, ForecastScores Scores, ForecastScores Naive)> rows)
    {
        var table = CommandTables.New(
            "group", "forecast", "sMAPE", "MASE", "OWA", "WAPE", "WMAE", "RMSE", "pinball 0.9", "in 80 %", "in 95 %");
        foreach (var (group, scores, naive) in rows)
        {
            table.AddRow(
                group,
                scores.Name,
                Number(scores.Smape, 3),
                Number(scores.Mase, 3),
                Number(Owa(scores, naive), 4),
                Number(scores.Wape, 4),
                Number(scores.Wmae, 1),
                Number(scores.Rmse, 4),
                Number(scores.Pinball90, 4),
                Share(scores.Coverage80),
                Share(scores.Coverage95));
        }

        terminal.Out.Write(table);
    }

    /// <summary>Prints the metrics as one JSON object.</summary>
    public static void PrintJson(
        CommandTerminal terminal, IEnumerable<(string Group, ForecastScores Scores, ForecastScores Naive)> rows, double seconds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("seconds", Math.Round(seconds, 1));
            json.WriteStartArray("scores");
            foreach (var (group, scores, naive) in rows)
            {
                Write(json, group, scores, naive);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        terminal.Line(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, string group, ForecastScores scores, ForecastScores naive)
    {
        json.WriteStartObject();
        json.WriteString("group", group);
        json.WriteString("forecast", scores.Name);
        foreach (var (name, value) in new (string, double)[]
        {
            ("smape", scores.Smape), ("mase", scores.Mase), ("owa", Owa(scores, naive)), ("wape", scores.Wape), ("wmae", scores.Wmae),
            ("rmse", scores.Rmse), ("pinball90", scores.Pinball90), ("coverage80", scores.Coverage80), ("coverage95", scores.Coverage95),
        })
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, Math.Round(value, 6));
            }
        }

        json.WriteEndObject();
    }

    private static double Owa(ForecastScores scores, ForecastScores naive) =>
        ((scores.Smape / naive.Smape) + (scores.Mase / naive.Mase)) / 2;

    private static string Number(double value, int digits) =>
        double.IsFinite(value) ? value.ToString($"N{digits}", CultureInfo.InvariantCulture) : "-";

    private static string Share(double value) =>
        double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %") : "-";
}
