using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud promote</c>.</summary>
internal static class PromoteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var version = CommandOptions.Text("--version", "A published version; left out, the challenger in shadow.", "VERSION");
        var reason = CommandOptions.Text("--reason", "Why, for those who read the pointer later.", "TEXT");
        var command = new Command("promote", "Let the challenger in shadow, or a named version, serve now.") { version, reason };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var challengers = new FraudServices(account).Challengers(new FraudLearningOptions());
                var standing = await challengers.FindAsync(cancellationToken);
                var wanted = parsed.GetValue(version) ?? standing.Challenger?.Version
                    ?? throw new CommandException("No challenger is in shadow. Name a published version with --version.");
                var why = parsed.GetValue(reason) ?? "Promoted by xb fraud promote.";
                if (!await challengers.PromoteAsync(standing, wanted, why, cancellationToken))
                {
                    throw new CommandException("Somebody else moved the champion at this very moment. Run the command again.");
                }

                terminal.Line($"Champion {wanted} serves within 15 s; before it was {standing.Champion?.Version ?? "none"}.");
                return 0;
            },
            cancellationToken));
        return command;
    }
}
