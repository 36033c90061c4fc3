using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud verify</c>.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var dates = new DateRangeOptions();
        var command = new Command(
            "verify",
            """
            Replay archived decisions: the stored features go through the model with the stored hash, and the score must be the stored one, bit
            for bit; then the stored policy decides again, and outcome and rules must be the stored ones. What cannot be replayed is counted by
            reason. Exit code 1 when a score or an outcome differs.
            """);
        dates.AddTo(command, maxRows: false);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var services = new FraudServices(account);
                var report = await CommandProgress.RunAsync(
                    terminal,
                    "Replaying decisions",
                    progress => new FraudLedger(services.History, services.Registry, services.Policies).VerifyAsync(
                        dates.Of(parsed, features: true), new HistoryProgress(progress), cancellationToken));
                Print(terminal, report);
                return report.Mismatched + report.OutcomesMismatched == 0 ? 0 : XbCommandLine.Failed;
            },
            cancellationToken));
        return command;
    }

    private static void Print(CommandTerminal terminal, LedgerReport report)
    {
        if (report.Mismatches.Count > 0)
        {
            var table = CommandTables.New("payment", "model", "archived", "replayed");
            foreach (var mismatch in report.Mismatches)
            {
                table.AddRow(Markup.Escape(mismatch.PaymentId), Markup.Escape(mismatch.Model), Exact(mismatch.Archived), Exact(mismatch.Replayed));
            }

            terminal.Out.Write(table);
        }

        if (report.Outcomes.Count > 0)
        {
            var table = CommandTables.New("payment", "policy", "archived", "replayed");
            foreach (var outcome in report.Outcomes)
            {
                table.AddRow(Markup.Escape(outcome.PaymentId), Markup.Escape(outcome.Policy), Markup.Escape(outcome.Archived), Markup.Escape(outcome.Replayed));
            }

            terminal.Out.Write(table);
        }

        foreach (var (reason, count) in report.Unverifiable)
        {
            terminal.Line($"{CommandTables.Count(count)} cannot be replayed: {reason}.");
        }

        foreach (var (reason, count) in report.OutcomesUnverifiable)
        {
            terminal.Line($"{CommandTables.Count(count)} outcomes cannot be replayed: {reason}.");
        }

        terminal.Line($"{CommandTables.Count(report.OutcomesVerified + report.OutcomesMismatched)} outcomes: "
            + $"{CommandTables.Count(report.OutcomesVerified)} verified, {CommandTables.Count(report.OutcomesMismatched)} different.");
        terminal.Line($"{CommandTables.Count(report.Decisions)} decisions: {CommandTables.Count(report.Verified)} verified, "
            + $"{CommandTables.Count(report.Mismatched)} differ.");
    }

    private static string Exact(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
