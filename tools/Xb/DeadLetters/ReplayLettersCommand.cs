using System.CommandLine;
using System.CommandLine.Parsing;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.DeadLetters;

/// <summary><c>xb dead-letters replay</c>: sends dead letters to their hub again.</summary>
internal static class ReplayLettersCommand
{
    private const int MaxBodyBytes = 1024 * 1024;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var ids = new Argument<string[]>("id") { Description = "Ids as 'list' prints them; left out, the options choose.", HelpName = "ID", Arity = ArgumentArity.ZeroOrMore };
        var choice = new LetterChoice();
        var all = CommandOptions.Switch("--all", "All that were not sent again yet.");
        var again = CommandOptions.Switch("--again", "Also those that were sent again before.");
        var dryRun = CommandOptions.Switch("--dry-run", "Say what would be sent, and send nothing.");
        var body = CommandOptions.Text("--body", "File with the corrected body of the one dead letter that is named.", "FILE");
        var connection = CommandOptions.Text("--connection", "Connection string of the hubs; left out, those of the running platform.", "CONNECTION_STRING");
        var command = new Command(
            "replay",
            """
            Send dead letters to their hub again, with their partition key and event id: an event counts once, however often it is sent.

            Examples:
              xb dead-letters replay --function fraud --stage validate --dry-run
              xb dead-letters replay --from 2026-03-01 --before 2026-03-02
              xb dead-letters replay fraud/payments/fraud/2/1041 --body corrected.json
            """) { ids, all, again, dryRun, body, connection };
        choice.AddTo(command);
        storage.AddTo(command);
        command.Validators.Add(result => Check(result, ids, choice, all, body));
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var isDry = parsed.GetValue(dryRun);
                var hubs = isDry ? null : Hubs(parsed.GetValue(connection) ?? account.EventHubs);
                var replay = new LetterReplay(account, hubs, terminal, TimeProvider.System)
                {
                    Again = parsed.GetValue(again),
                    Body = await ReadAsync(parsed.GetValue(body), cancellationToken),
                };
                return await replay.RunAsync(parsed.GetValue(ids) ?? [], choice.FilterOf(parsed), cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static void Check(CommandResult result, Argument<string[]> ids, LetterChoice choice, Option<bool> all, Option<string?> body)
    {
        var named = result.GetValue(ids)?.Length ?? 0;
        if (named == 0 && !choice.IsGiven(result) && !result.GetValue(all))
        {
            result.AddError("Nothing is chosen: name ids, narrow it down with --function, --stage, --reason, --from or --before, or give --all.");
        }
        else if (named > 0 && (choice.IsGiven(result) || result.GetValue(all)))
        {
            result.AddError("Ids and options choose in two ways; give one of them.");
        }
        else if (result.GetValue(body) is not null && named != 1)
        {
            result.AddError("--body corrects one dead letter; name its id.");
        }
    }

    private static HubConnectionString Hubs(string? connection) => connection is null
        ? throw new CommandException("No platform runs here to send to. Start it, or name its hubs with --connection.")
        : HubConnectionString.Parse(connection);

    private static async Task<byte[]?> ReadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        var file = new FileInfo(path);
        return !file.Exists ? throw new CommandException($"--body is '{path}', which does not exist.")
            : file.Length is 0 or > MaxBodyBytes ? throw new CommandException($"--body is '{path}' of {file.Length} bytes; an event has 1 to {MaxBodyBytes}.")
            : await File.ReadAllBytesAsync(path, cancellationToken);
    }
}
