using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Training;

namespace XbFunctions.Xb.Train;

/// <summary>Prints what a training run gave.</summary>
internal static class FraudTrainingReport
{
    /// <summary>Prints the tables.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="simulated">The model.</param>
    /// <param name="folder">Where it was written.</param>
    public static void Print(CommandTerminal terminal, SimulatedFraudModel simulated, string folder)
    {
        var trained = simulated.Model;
        var parts = CommandTables.New("part", "payments", "labelled fraud");
        parts.AddRow("training", CommandTables.Count(trained.Rows.Training), CommandTables.Count(trained.Frauds.Training));
        parts.AddRow("validation", CommandTables.Count(trained.Rows.Validation), CommandTables.Count(trained.Frauds.Validation));
        parts.AddRow("test, the latest", CommandTables.Count(trained.Rows.Test), CommandTables.Count(trained.Frauds.Test));
        terminal.Out.Write(parts);

        var metrics = CommandTables.New("on the test part", "model", "amount alone");
        metrics.AddRow("AUC ROC", Number(trained.Model.AucRoc), Number(trained.Amount.AucRoc));
        metrics.AddRow("average precision", Number(trained.Model.AveragePrecision), Number(trained.Amount.AveragePrecision));
        metrics.AddRow("recall at 1 % false positives", Number(trained.Model.RecallAt1), Number(trained.Amount.RecallAt1));
        terminal.Out.Write(metrics);

        var scenarios = CommandTables.New("behind the payment (test part)", "payments", "reviewed or declined");
        foreach (var share in simulated.Scenarios)
        {
            scenarios.AddRow(
                share.Scenario.ToString(), CommandTables.Count(share.Payments), share.Flagged.ToString("P1", CultureInfo.InvariantCulture));
        }

        terminal.Out.Write(scenarios);
        terminal.Line("Found by (mean contribution above that of genuine payments, log odds):");
        foreach (var share in simulated.Scenarios)
        {
            terminal.Line($"{share.Scenario}: {FeaturesOf(share)}");
        }

        var manifest = trained.Package.Manifest;
        var thresholds = manifest.Thresholds!;
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{trained.Trees} trees, {trained.Package.Onnx.Length / 1024.0:N0} KiB."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"ONNX and trainer differ by {manifest.ParityMaxDifference:0.0e+0} at most on {TreeModelPackager.ParityRows:N0} rows."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Review from {thresholds[FraudThresholds.ReviewKey]:0.0000}, decline from {thresholds[FraudThresholds.DeclineKey]:0.0000}:"));
        terminal.Line("one genuine payment in 100 and one in 1,000 of the validation part.");
        terminal.Line($"Wrote {manifest.Name} {manifest.Version} to {folder}.");
    }

    private static string FeaturesOf(ScenarioShare share) => share.Features.Count == 0
        ? "too few to say"
        : string.Join(", ", share.Features.Select(static feature =>
            string.Create(CultureInfo.InvariantCulture, $"{feature.Name} +{feature.LogOdds:0.00}")));

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
