using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace XbFunctions.Xb.Evaluate;

/// <summary>Prints what the folds gave.</summary>
internal static class FraudFoldReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Prints a table, the mean of the folds with labels last.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="results">One for each fold.</param>
    public static void Print(CommandTerminal terminal, IReadOnlyList<FraudFoldResult> results)
    {
        var table = CommandTables.New("training starts", "trained", "frauds", "tested", "frauds", "AUC", "AP", "CP@100");
        foreach (var result in results)
        {
            table.AddRow(
                result.TrainStart.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                CommandTables.Count(result.TrainRows),
                CommandTables.Count(result.TrainFrauds),
                CommandTables.Count(result.TestRows),
                result.TestFrauds is { } frauds ? CommandTables.Count(frauds) : "withheld",
                Number(result.AucRoc),
                Number(result.AveragePrecision),
                Number(result.CardPrecision100));
        }

        if (results.Count > 1)
        {
            var mean = Mean(results);
            table.AddRow("mean", "", "", "", "", Number(mean.AucRoc), Number(mean.AveragePrecision), Number(mean.CardPrecision100));
        }

        terminal.Out.Write(table);
    }

    /// <summary>Prints the same as JSON.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="results">One for each fold.</param>
    public static void PrintJson(CommandTerminal terminal, IReadOnlyList<FraudFoldResult> results)
    {
        var (aucRoc, averagePrecision, cardPrecision100) = Mean(results);
        terminal.Line(JsonSerializer.Serialize(
            new { Folds = results, Mean = new { aucRoc, averagePrecision, cardPrecision100 } }, Json));
    }

    private static (double? AucRoc, double? AveragePrecision, double? CardPrecision100) Mean(IReadOnlyList<FraudFoldResult> results) => (
        results.Average(static result => result.AucRoc),
        results.Average(static result => result.AveragePrecision),
        results.Average(static result => result.CardPrecision100));

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
