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
            promotion (0 or 1), and, where it has them, category and stock_out (0 or 1). Nothing is imported of a file with a wrong row.

            A row says what the whole day was: it replaces what was imported of the product's day and what the app has counted of it, returns
            excepted. So the day on which the app began to count is imported with all of its sales, when it is over, or is left out. Days that are
            not over are no history.

            A row without units plans a day from today on: its price (or none) and promotion are known ahead to the next forecasts. A row for the
            same day replaces it.

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
                var sales = SalesFile.Read(parsed.GetValue(file)!, TimeProvider.System.GetUtcNow());
                var history = new SalesHistory(account.Blobs, new ReadModelReader(account.OpenTables()));
                foreach (var (market, days) in sales.Days)
                {
                    await history.WriteAsync(market, days, cancellationToken);
                    terminal.Line($"{market}: {days.Count} days of products imported.");
                }

                foreach (var (market, plans) in sales.Plans)
                {
                    await history.Plans.WriteAsync(market, plans, cancellationToken);
                    terminal.Line($"{market}: {plans.Count} days of products planned.");
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
