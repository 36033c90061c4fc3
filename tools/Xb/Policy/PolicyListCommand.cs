using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Policy;

/// <summary><c>xb policy deny|allow|snooze</c>: entries with an end, each a new version of the policy. Entries that have ended are dropped.</summary>
internal static class PolicyListCommand
{
    /// <summary>Makes <c>deny</c> or <c>allow</c>.</summary>
    /// <param name="name">Name of the command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="list">The list.</param>
    public static Command Create(string name, string description, PolicyList list)
    {
        var access = new PolicyAccess();
        var kind = new Argument<PolicyKeyKind>("kind") { Description = "customer, instrument, device, address or seller.", HelpName = "KIND" };
        var key = KeyArgument();
        var (length, note) = (LengthOption(), NoteOption());
        var command = new Command(name, description) { kind, key, length, note };
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            (store, terminal) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var entry = new PolicyListEntry(
                    list, parsed.GetRequiredValue(kind), KeyOf(parsed.GetRequiredValue(key)), now + parsed.GetValue(length), parsed.GetValue(note));
                return PolicyAccess.ChangeAsync(
                    store,
                    terminal,
                    name,
                    document => document with
                    {
                        Lists = [.. document.Lists.Where(other => other.Until > now && !(other.List == list && other.Kind == entry.Kind && other.Key == entry.Key)), entry],
                    },
                    cancellationToken);
            },
            cancellationToken));
        return command;
    }

    /// <summary>Makes <c>snooze</c>.</summary>
    public static Command CreateSnooze()
    {
        var access = new PolicyAccess();
        var rule = new Argument<string>("rule") { Description = "Name of a rule of the policy in use.", HelpName = "RULE" };
        var key = KeyArgument();
        var (length, note) = (LengthOption(), NoteOption());
        var command = new Command("snooze", "Let one rule rest for one customer, until a time.") { rule, key, length, note };
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            (store, terminal) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var snooze = new PolicySnooze(
                    parsed.GetRequiredValue(rule), KeyOf(parsed.GetRequiredValue(key)), now + parsed.GetValue(length), parsed.GetValue(note));
                return PolicyAccess.ChangeAsync(
                    store,
                    terminal,
                    "snooze",
                    document => document with
                    {
                        Snoozes = [.. document.Snoozes.Where(other => other.Until > now && (other.Rule != snooze.Rule || other.Customer != snooze.Customer)), snooze],
                    },
                    cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static Argument<string> KeyArgument() =>
        new("key") { Description = "Pseudonym, as decisions carry it: p_ and 32 hexadecimal digits.", HelpName = "KEY" };

    private static Option<TimeSpan> LengthOption() =>
        CommandOptions.Duration("--for", "How long.", TimeSpan.FromDays(30), TimeSpan.FromMinutes(1), TimeSpan.FromDays(3_650));

    private static Option<string?> NoteOption() => CommandOptions.Text("--note", "Why, at most 500 characters.", "TEXT");

    private static Pseudonym KeyOf(string text) => Pseudonym.TryParse(text, out var key)
        ? key
        : throw new CommandException($"KEY is '{text}'; expected p_ and 32 hexadecimal digits in lower case.");
}
