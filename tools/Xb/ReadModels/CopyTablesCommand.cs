using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.ReadModels;

/// <summary><c>xb read-models copy</c>: takes the tables to another account.</summary>
internal static class CopyTablesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var from = Account("--from", "Account that is read");
        var to = Account("--to", "Account that is written");
        var newHubs = CommandOptions.Switch("--new-hubs", "The functions of the second account read a namespace of their own: leave out how far streams have come.");
        var plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");
        var command = new Command(
            "copy",
            """
            Copy every table to another account, for a move to another region; no function may run on the second one meanwhile. What is there under the
            same keys is replaced. Blobs: docs/operations.md.

            Examples:
              xb read-models copy --from https://OLD.blob.core.windows.net --to https://NEW.blob.core.windows.net
              xb read-models copy --from "$OLD" --to "$NEW" --new-hubs
            """) { from, to, newHubs, plain };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetRequiredValue(from) == parsed.GetRequiredValue(to))
            {
                throw new CommandException("--from and --to name the same account.");
            }

            var copy = new TableCopy(Open(parsed.GetRequiredValue(from)), Open(parsed.GetRequiredValue(to)), parsed.GetValue(newHubs));
            await RunAsync(copy, CommandTerminal.Of(parsed, parsed.GetValue(plain)), cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(TableCopy copy, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var names = await copy.ListAsync(cancellationToken);
        var done = await CommandProgress.RunAsync<List<(string Name, long Rows)>>(terminal, "Copying tables", async progress =>
        {
            var copied = new List<(string, long)>();
            foreach (var name in names)
            {
                copied.Add((name, await copy.RunAsync(name, cancellationToken)));
                progress.Report(new WorkDone((double)copied.Count / names.Count, name));
            }

            return copied;
        });
        var table = CommandTables.New("table", "rows");
        foreach (var (name, rows) in done)
        {
            table.AddRow(name, CommandTables.Count(rows));
        }

        terminal.Out.Write(table);
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{done.Sum(static one => one.Rows):N0} rows of {done.Count} tables copied."));
    }

    private static Azure.Data.Tables.TableServiceClient Open(string account) => new StorageAccount(account, null).OpenTables();

    private static Option<string> Account(string name, string description) => new(name)
    {
        Description = $"{description}: a storage connection string, or https://ACCOUNT.blob.core.windows.net for your own sign-in.",
        HelpName = "CONNECTION_STRING",
        Required = true,
    };
}
