using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using XbFunctions.State;

namespace XbFunctions.Xb.DeadLetters;

/// <summary><c>xb dead-letters</c>: what the pipeline gave up on.</summary>
internal static class DeadLettersCommand
{
    private const int MostListed = 100_000;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "dead-letters",
        """
        List, show and send again events that the pipeline could not read or take.

        Examples:
          xb dead-letters list
          xb dead-letters list --function fraud --limit 20
          xb dead-letters show fraud/payments/fraud/2/1041
          xb dead-letters count --data .xb/demo
          xb dead-letters replay --stage validate --dry-run
          xb dead-letters replay fraud/payments/fraud/2/1041 --body corrected.json
        """)
    {
        CreateList(),
        CreateShow(),
        CreateCount(),
        ReplayLettersCommand.Create(),
    };

    private static Command CreateList()
    {
        var storage = new StorageOptions();
        var (function, reason) = Filters();
        var limit = CommandOptions.Number("--limit", "Lines at most.", 100, 1, MostListed);
        var command = new Command("list", "List dead letters: id, time of arrival, stage and reason.") { function, reason, limit };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var filter = new DeadLetterFilter(parsed.GetValue(function), Reason: parsed.GetValue(reason));
                await ListAsync(account, filter, parsed.GetValue(limit), terminal, cancellationToken);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var storage = new StorageOptions();
        var id = new Argument<string>("id") { Description = "The dead letter's id, as 'list' prints it.", HelpName = "ID" };
        var command = new Command(
            "show", "Print the raw body of one dead letter, byte for byte. It may hold personal data.") { id };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (DeadLetterStore store, CommandTerminal terminal) =>
            {
                var wanted = parsed.GetRequiredValue(id);
                var letter = await store.GetAsync(wanted, cancellationToken)
                    ?? throw new CommandException($"There is no dead letter '{wanted}'. `xb dead-letters list` prints the ids.");
                await BodyAsync(parsed, terminal, letter, cancellationToken);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateCount()
    {
        var storage = new StorageOptions();
        var (function, reason) = Filters();
        var command = new Command("count", "Count dead letters by function, stage and reason.") { function, reason };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (DeadLetterStore store, CommandTerminal terminal) =>
            {
                await CountAsync(
                    store, new DeadLetterFilter(parsed.GetValue(function), Reason: parsed.GetValue(reason)), terminal, cancellationToken);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static (Option<string?> Function, Option<string?> Reason) Filters() => (
        CommandOptions.Text("--function", "Only those of this function, such as fraud.", "NAME"),
        CommandOptions.Text("--reason", "Only those of exactly this reason.", "TEXT"));

    private static async Task ListAsync(
        StorageAccount account, DeadLetterFilter filter, int limit, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var store = new DeadLetterStore(account.Blobs, new StateOptions());
        var marks = await new DeadLetterMarks(account.Blobs, new StateOptions()).ReadAsync(filter, cancellationToken);
        var table = CommandTables.New("id", "arrived (UTC)", "stage", "reason", "event id", "bytes", "replayed (UTC)");
        var listed = 0;
        await foreach (var letter in store.ListAsync(filter, cancellationToken))
        {
            if (listed == limit)
            {
                terminal.Line($"More than {CommandTables.Count(limit)}; --limit shows more.");
                break;
            }

            listed++;
            table.AddRow(
                Markup.Escape(letter.Id),
                letter.EnqueuedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Markup.Escape(letter.Stage),
                Markup.Escape(letter.Reason),
                Markup.Escape(letter.EventId ?? ""),
                CommandTables.Count(letter.Body.Length),
                marks.TryGetValue(letter.Id, out var mark) ? mark.ReplayedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "");
        }

        if (listed > 0)
        {
            terminal.Out.Write(table);
        }

        terminal.Line($"{CommandTables.Count(listed)} dead letters.");
    }

    private static async Task CountAsync(
        DeadLetterStore store, DeadLetterFilter filter, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<(string Function, string Stage, string Reason), long>();
        await foreach (var letter in store.ListAsync(filter, cancellationToken))
        {
            var key = (letter.Function, letter.Stage, letter.Reason);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        var table = CommandTables.New("function", "stage", "reason", "events");
        foreach (var (key, count) in counts)
        {
            table.AddRow(Markup.Escape(key.Function), Markup.Escape(key.Stage), Markup.Escape(key.Reason), CommandTables.Count(count));
        }

        if (counts.Count > 0)
        {
            terminal.Out.Write(table);
        }

        terminal.Line($"{CommandTables.Count(counts.Values.Sum())} dead letters.");
    }

    // To a file or pipe the very bytes; elsewhere as text.
    private static async Task BodyAsync(
        ParseResult parsed, CommandTerminal terminal, DeadLetter letter, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(parsed.InvocationConfiguration.Output, Console.Out) && Console.IsOutputRedirected)
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(letter.Body, cancellationToken);
            return;
        }

        terminal.Line(System.Text.Encoding.UTF8.GetString(letter.Body.Span));
    }
}
