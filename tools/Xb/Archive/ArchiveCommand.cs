using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Archive;

/// <summary><c>xb archive</c>: the Parquet files that the functions leave.</summary>
internal static class ArchiveCommand
{
    private const int MostRows = 1_000;
    private const int MostFiles = 100_000;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "archive",
        """
        List and show archived decisions and labels.

        Examples:
          xb archive list
          xb archive list --dataset fraud/labels
          xb archive show fraud/decisions/date=2026-03-01/part-0-00000000000000000000-00000000000000000041.parquet --rows 5
        """)
    {
        CreateList(),
        CreateShow(),
    };

    private static Command CreateList()
    {
        var storage = new StorageOptions();
        var dataset = CommandOptions.Text("--dataset", "Only files of this data set, such as fraud/decisions.", "NAME");
        var limit = CommandOptions.Number("--limit", "Lines at most.", 100, 1, MostFiles);
        var command = new Command("list", "List archive files: name and size.") { dataset, limit };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                await ListAsync(Open(account), parsed.GetValue(dataset), parsed.GetValue(limit), terminal, cancellationToken);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var storage = new StorageOptions();
        var file = new Argument<string>("file") { Description = "The file's name, as 'list' prints it.", HelpName = "FILE" };
        var rows = CommandOptions.Number("--rows", "Rows to show.", 5, 1, MostRows);
        var command = new Command("show", "Show the first rows of an archive file, a line for each column.") { file, rows };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var name = parsed.GetRequiredValue(file);
                if (ArchiveName.Parse(name) is null)
                {
                    throw new CommandException($"'{name}' is no name of an archive file. `xb archive list` prints them.");
                }

                Show(await Open(account).ReadAsync(name, parsed.GetValue(rows), cancellationToken), terminal);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static ArchiveReader Open(StorageAccount account) => new(account.Blobs, new ArchiveOptions());

    private static async Task ListAsync(
        ArchiveReader archive, string? dataset, int limit, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var table = CommandTables.New("file", "bytes");
        var (files, bytes) = (0L, 0L);
        await foreach (var file in archive.ListAsync(dataset, cancellationToken))
        {
            (files, bytes) = (files + 1, bytes + file.Bytes);
            if (files <= limit)
            {
                table.AddRow(Markup.Escape(file.Name.Blob), CommandTables.Count(file.Bytes));
            }
        }

        if (files > 0)
        {
            terminal.Out.Write(table);
        }

        if (files > limit)
        {
            terminal.Line($"The first {CommandTables.Count(limit)} are shown; --limit shows more.");
        }

        terminal.Line($"{CommandTables.Count(files)} files, {CommandTables.Count(bytes)} bytes.");
    }

    private static void Show(ArchiveTable file, CommandTerminal terminal)
    {
        var table = CommandTables.New(["column", "type", .. Enumerable.Range(1, file.Rows.Count).Select(static row => $"row {row}")]);
        for (var column = 0; column < file.Columns.Count; column++)
        {
            var (name, type) = file.Columns[column];
            table.AddRow([Markup.Escape(name), type, .. file.Rows.Select(row => Markup.Escape(Text(row[column])))]);
        }

        terminal.Out.Write(table);
        terminal.Line($"{CommandTables.Count(file.RowCount)} rows.");
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        float.NaN => "unknown",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
