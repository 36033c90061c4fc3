using System.CommandLine;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Policy;

/// <summary><c>xb policy</c>: the fraud policy in use, without a deployment.</summary>
internal static class PolicyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "policy",
        """
        Show, check and change the fraud policy. A change is live within ten seconds.

        Examples:
          xb policy show > policy.json
          xb policy validate policy.json
          xb policy publish policy.json
          xb policy deny device p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627 --for 7d --note "card testing"
          xb policy snooze firstPaymentLimit p_5f0c2f6f9b7d4e0aa3c1d2e3f4051627 --for 1d
          xb policy rollback 3
        """)
    {
        CreateShow(),
        CreateValidate(),
        CreatePublish(),
        CreateHistory(),
        CreateRollback(),
        PolicyListCommand.Create("deny", "Decline whatever a key pays, until a time.", PolicyList.Deny),
        PolicyListCommand.Create("allow", "Approve whatever a key pays, until a time; a denied key is declined all the same.", PolicyList.Allow),
        PolicyListCommand.CreateSnooze(),
    };

    private static Command CreateShow()
    {
        var access = new PolicyAccess();
        var version = CommandOptions.Number("--version-number", "Version to show; 0 for the one in use.", 0, 0, int.MaxValue);
        var command = new Command("show", "Print a policy as JSON.") { version };
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            async (store, terminal) =>
            {
                var number = parsed.GetValue(version);
                var document = number == 0
                    ? (await store.GetCurrentAsync(cancellationToken: cancellationToken))?.Policy.Document ?? FraudPolicy.Default.Document
                    : await store.GetAsync(number, cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(document.ToJson()));
            },
            cancellationToken));
        return command;
    }

    private static Command CreateValidate()
    {
        var file = FileArgument();
        var command = new Command("validate", "Check a policy file; nothing is stored.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var document = await PolicyAccess.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Good: {document.Workflow.Rules.Count} rules, {document.Markets.Count} markets, {document.Lists.Count} list entries, {document.Snoozes.Count} snoozes.");
            return 0;
        });
        return command;
    }

    private static Command CreatePublish()
    {
        var access = new PolicyAccess();
        var file = FileArgument();
        var command = new Command("publish", "Store a policy file as a new version and put it in use.") { file };
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            async (store, terminal) =>
            {
                var document = await PolicyAccess.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
                await PolicyAccess.ChangeAsync(store, terminal, "publish", _ => document, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static Command CreateHistory()
    {
        var access = new PolicyAccess();
        var command = new Command("history", "List what came into use and when, the latest first.");
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            async (store, terminal) =>
            {
                var table = CommandTables.New("version", "at", "action");
                foreach (var move in (await store.GetCurrentAsync(cancellationToken: cancellationToken))?.Pointer.History ?? [])
                {
                    table.AddRow($"{move.Version}", $"{move.At:yyyy-MM-dd HH:mm:ss}Z", Markup.Escape(move.Action));
                }

                terminal.Out.Write(table);
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRollback()
    {
        var access = new PolicyAccess();
        var version = new Argument<int>("version") { Description = "Version to put in use again, as 'history' lists it.", HelpName = "VERSION" };
        var command = new Command("rollback", "Put an earlier version in use again.") { version };
        access.AddTo(command);
        command.SetAction((parsed, cancellationToken) => access.RunAsync(
            parsed,
            async (store, terminal) =>
            {
                var current = await store.GetCurrentAsync(cancellationToken: cancellationToken)
                    ?? throw new CommandException("The policy store is empty.");
                var number = parsed.GetRequiredValue(version);
                if (!await store.RollBackAsync(number, current, cancellationToken))
                {
                    throw new CommandException("Somebody else changed the policy in between. Look at it and try again.");
                }

                terminal.Line($"Policy {number} is in use.");
            },
            cancellationToken));
        return command;
    }

    private static Argument<string> FileArgument() => new("file") { Description = "The policy, JSON.", HelpName = "FILE" };
}
