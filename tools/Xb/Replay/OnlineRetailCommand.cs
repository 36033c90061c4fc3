using System.CommandLine;

namespace XbFunctions.Xb.Replay;

/// <summary><c>xb replay online-retail</c>.</summary>
internal static class OnlineRetailCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new ReplayOptions();
        var command = new Command(
            "online-retail",
            """
            Replay UCI Online Retail, one invoice line a row (columns invoice_no, stock_code, quantity, invoice_datetime, unit_price_gbp,
            customer_id, country). An invoice is one payment with items in GBP on the market GB, its country is the shipping country, its
            time is British and sent as UTC. A cancellation (C...) labels the customer's latest earlier invoice of the same stock code as
            returned.
            Nothing is corrected: stock adjustments of negative quantity and bad debts end as dead letters.

            Examples:
              xb replay online-retail transactions.csv.gz --demo
              xb replay online-retail transactions.csv.gz --speed 86400
            """);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            options.RunAsync(parsed, static source => new OnlineRetailSource(source), cancellationToken));
        return command;
    }
}
