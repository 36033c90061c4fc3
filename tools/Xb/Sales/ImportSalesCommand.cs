using System.CommandLine;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Sales;

/// <summary><c>xb sales import</c>.</summary>
internal static class ImportSalesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var file = new Argument<string>("FILE") { Description = "CSV with a header row, plain or gzip." };
        var command = new Command(
            "import",
            """
            Import a history of sales: a CSV with the columns date (yyyy-MM-dd), sku, market (ISO code), units, price (euros a piece) and
            promotion (0 or 1), and, where it has them, category and stock_out (0 or 1). A day of a product that is there already is replaced.
            Nothing is imported of a file with a wrong row.

            Examples:
              xb sales import history.csv
              xb sales import history.csv.gz --data .xb/demo
            """)
        {
            file,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var sales = SalesFile.Read(parsed.GetValue(file)!);
                var history = new SalesHistory(account.Blobs, new ReadModelReader(account.OpenTables()));
                foreach (var (market, days) in sales.Days)
                {
                    await history.WriteAsync(market, days, cancellationToken);
                    terminal.Line($"{market}: {days.Count} days of products imported.");
                }

                if (sales.Categories.Count > 0)
                {
                    await new ImportedCategories(account.Blobs).AddAsync(sales.Categories, cancellationToken);
                }

                terminal.Line($"Categories of {sales.Categories.Count} products imported.");
                return 0;
            },
            cancellationToken));
        return command;
    }
}
