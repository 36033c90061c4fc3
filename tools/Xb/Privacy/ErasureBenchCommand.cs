using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Privacy;

/// <summary><c>xb bench erasure</c>: what one erasure's look through the stores costs.</summary>
internal static class ErasureBenchCommand
{
    private const double Mebibyte = 1 << 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var command = new Command(
            "erasure",
            """
            Look through each store of an account as an erasure does, for someone who is nowhere, and print time, requests and bytes. Nothing is removed. An
            erasure looks twice: once to remove, once to see that nothing is left.

            Examples:
              xb bench erasure --data .xb/demo
              xb bench erasure --storage https://ACCOUNT.blob.core.windows.net
            """);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var rows = await CommandProgress.RunAsync(
                    terminal, "Looking", progress => new ErasureScan(account, TimeProvider.System).RunAsync(progress, cancellationToken));
                Print(terminal, rows);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static void Print(CommandTerminal terminal, IReadOnlyList<ErasureScanRow> rows)
    {
        var table = CommandTables.New("store", "seconds", "requests", "MiB");
        foreach (var row in rows)
        {
            Add(row);
        }

        Add(new ErasureScanRow(
            "together",
            TimeSpan.FromTicks(rows.Sum(static row => row.Elapsed.Ticks)),
            rows.Sum(static row => row.Requests),
            rows.Sum(static row => row.Bytes)));
        terminal.Out.Write(table);

        void Add(ErasureScanRow row) => table.AddRow(
            row.Store,
            row.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
            CommandTables.Count(row.Requests),
            (row.Bytes / Mebibyte).ToString("0.0", CultureInfo.InvariantCulture));
    }
}
