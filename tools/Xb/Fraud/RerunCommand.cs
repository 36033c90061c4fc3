using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Policy;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud rerun</c>.</summary>
internal static class RerunCommand
{
    private const string Model = FraudServiceCollectionExtensions.ModelName;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var dates = new DateRangeOptions();
        var version = CommandOptions.Text("--model", "Version that decides again; left out, the challenger, else the champion.", "VERSION");
        var review = CommandOptions.Number("--review", "Raw score from which a payment is reviewed; -1 takes the model's.", -1.0, -1.0, 1.0);
        var decline = CommandOptions.Number("--decline", "Raw score from which a payment is declined; -1 takes the model's.", -1.0, -1.0, 1.0);
        var policy = CommandOptions.Text("--policy", "Policy that decides, a file as xb policy show prints it; left out, the one that ships with the app.", "FILE");
        var delay = CommandOptions.Number("--label-delay-days", "Age from which a payment without a label counts as genuine.", 30.0, 0.0, 365.0);
        var command = new Command(
            "rerun", "Decide archived payments again by another model, other thresholds or another policy, and print what would be different.")
        {
            version, review, decline, policy, delay,
        };
        dates.AddTo(command, maxRows: true);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var services = new FraudServices(account);
                var options = new FraudOptions { ReviewThreshold = Given(parsed.GetValue(review)), DeclineThreshold = Given(parsed.GetValue(decline)) };
                using var model = await LoadAsync(services.Registry, parsed.GetValue(version), cancellationToken);
                var history = await CommandProgress.RunAsync(
                    terminal,
                    "Reading the archive",
                    progress => services.History.ReadAsync(
                        dates.Of(parsed, features: true), TimeSpan.FromDays(parsed.GetValue(delay)), new HistoryProgress(progress), cancellationToken));
                Print(terminal, new FraudRerun(model, options, await ReadAsync(parsed.GetValue(policy), cancellationToken)).Run(history.Decisions), history.Share);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static async Task<FraudPolicy?> ReadAsync(string? path, CancellationToken cancellationToken) =>
        path is null ? null : FraudPolicy.Compile(await PolicyAccess.ReadAsync(path, cancellationToken), Path.GetFileName(path));

    private static double? Given(double value) => value < 0 ? null : value;

    private static async Task<ScoringModel> LoadAsync(ModelRegistry registry, string? version, CancellationToken cancellationToken)
    {
        version ??= (await registry.GetChallengerAsync(Model, cancellationToken))?.Version
            ?? (await registry.GetChampionAsync(Model, cancellationToken))?.Version
            ?? throw new CommandException("No model serves and none is in shadow. Name a published version with --model.");
        var package = await registry.LoadAsync(Model, version, cancellationToken);
        return package.Manifest.Inputs[0].Columns.SequenceEqual(FraudColumns.Names, StringComparer.Ordinal)
            ? ScoringModel.Load(package.Onnx, package.Manifest)
            : throw new CommandException($"Model {version} takes other columns than this version of xb makes.");
    }

    private static void Print(CommandTerminal terminal, RerunReport report, double share)
    {
        var pairs = CommandTables.New("was, becomes", "payments", "known frauds", "known genuine", "amount (EUR)");
        foreach (var pair in report.Pairs)
        {
            pairs.AddRow(
                $"{pair.Was}, {pair.Becomes}",
                CommandTables.Count(pair.Payments),
                CommandTables.Count(pair.Frauds),
                CommandTables.Count(pair.Genuine),
                pair.AmountBase.ToString("N0", CultureInfo.InvariantCulture));
        }

        terminal.Out.Write(pairs);
        var markets = CommandTables.New("market", "payments", "stricter", "milder");
        foreach (var market in report.Markets)
        {
            markets.AddRow(
                market.Market, CommandTables.Count(market.Payments), CommandTables.Count(market.Stricter), CommandTables.Count(market.Milder));
        }

        terminal.Out.Write(markets);
        var examples = CommandTables.New("payment", "market", "was", "becomes", "score then", "score now", "amount (EUR)", "known");
        foreach (var change in report.Examples)
        {
            examples.AddRow(
                Markup.Escape(change.PaymentId),
                change.Market,
                change.Was,
                change.Becomes,
                change.OldScore.ToString("0.0000", CultureInfo.InvariantCulture),
                change.NewScore.ToString("0.0000", CultureInfo.InvariantCulture),
                change.AmountBase.ToString("N2", CultureInfo.InvariantCulture),
                change.Truth.ToString());
        }

        if (report.Examples.Count > 0)
        {
            terminal.Out.Write(examples);
        }

        var changed = report.Pairs.Where(static pair => pair.Was != pair.Becomes).Sum(static pair => pair.Payments);
        terminal.Line($"Model {report.Model} decides {CommandTables.Count(changed)} of {CommandTables.Count(report.Decided)} payments otherwise"
            + (share < 1 ? string.Create(CultureInfo.InvariantCulture, $", a sample of {share:P1} of the archive.") : "."));
        if (report.Skipped > 0)
        {
            terminal.Line($"{CommandTables.Count(report.Skipped)} were archived with other columns and are left out.");
        }
    }
}
