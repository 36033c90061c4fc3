using System.CommandLine;

namespace XbFunctions.Xb.Replay;

/// <summary><c>xb replay fraud-handbook</c>.</summary>
internal static class FraudHandbookCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new ReplayOptions();
        var delay = CommandOptions.Duration(
            "--label-delay", "From a known fraud to its label.", TimeSpan.FromDays(7), TimeSpan.Zero, TimeSpan.FromDays(365));
        var noLabels = CommandOptions.Switch("--no-labels", "Send no labels.");
        var command = new Command(
            "fraud-handbook",
            """
            Replay the transactions of the Fraud Detection Handbook, one transaction a row (columns transaction_id, tx_datetime,
            customer_id, terminal_id, tx_amount, tx_fraud). A transaction is one card payment in EUR on the market BE, its terminal is the
            seller, its time is taken as UTC. A known fraud is followed by a label (confirmedFraud); labels stand for no row of their own.

            Examples:
              xb replay fraud-handbook transactions.csv.gz --demo
              xb replay fraud-handbook transactions.csv.gz --limit 100000 --no-labels
            """)
        {
            delay, noLabels,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(
            parsed,
            source => new FraudHandbookSource(source, parsed.GetValue(noLabels) ? null : parsed.GetValue(delay)),
            cancellationToken));
        return command;
    }
}
