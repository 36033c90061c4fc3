using System.CommandLine;
using System.Globalization;
using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Items;

/// <summary><c>xb items import</c>: a file of items into the catalogue.</summary>
internal static class ImportItemsCommand
{
    private const int MostProblems = 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var file = new Argument<string>("file") { Description = "CSV or JSON Lines, plain or gzip.", HelpName = "FILE" };
        var dryRun = CommandOptions.Switch("--dry-run", "Only check the items.");
        var command = new Command(
            "import",
            """
            Read items from a file and put them into the catalogue, 1,000 at a time. Items that are refused are named with their line and
            member, and the others are taken. An item replaces the one of its sku; what is the same already is passed over, so a file may be
            imported again. The catalogue that xb simulate --catalogue writes can be imported.

            Columns of a CSV: sku, title.LANGUAGE (one or more), category (names apart by slashes), brand, price.MARKET (one or more), weightGrams,
            hsCode, origin, shipTo.only and shipTo.except (countries apart by blanks), stock.WAREHOUSE or stock, launched, hidden.

            Examples:
              xb items import catalogue.jsonl
              xb items import items.csv --dry-run
            """)
        {
            file, dryRun,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(dryRun)
            ? RunAsync(parsed.GetRequiredValue(file), null, CommandTerminal.Of(parsed), cancellationToken)
            : storage.RunAsync(
                parsed,
                async (StorageAccount account, CommandTerminal terminal) =>
                {
                    using var catalogue = new ItemCatalogue(
                        new CatalogueStore(account.Blobs.GetBlobContainerClient(CatalogueStore.ContainerName)),
                        new CatalogueOptions(),
                        TimeProvider.System,
                        NullLogger<ItemCatalogue>.Instance);
                    return await RunAsync(parsed.GetRequiredValue(file), catalogue, terminal, cancellationToken);
                },
                cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, ItemCatalogue? catalogue, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var import = new ItemImport(catalogue);
        try
        {
            await CommandProgress.RunAsync(terminal, "Importing items", async progress =>
            {
                using var source = ItemFile.Open(path);
                foreach (var chunk in source.Read().Chunk(ItemCatalogue.MostItems))
                {
                    await import.TakeAsync(chunk, cancellationToken);
                    progress.Report(new WorkDone(source.Share, string.Create(CultureInfo.InvariantCulture, $"{import.Items:N0} items")));
                }

                return true;
            });
        }
        catch (Exception exception) when (exception is RequestFailedException or CatalogueException)
        {
            throw new CommandException($"The catalogue cannot be written: {exception.Message}", exception);
        }

        foreach (var problem in import.Problems.Take(MostProblems))
        {
            terminal.Line(problem);
        }

        if (import.Problems.Count > MostProblems)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"… and {import.Problems.Count - MostProblems:N0} more."));
        }

        terminal.Line(import.ToString());
        return import.Problems.Count == 0 ? 0 : XbCommandLine.Failed;
    }
}
