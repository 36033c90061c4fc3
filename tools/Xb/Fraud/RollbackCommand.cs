using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary><c>xb fraud rollback</c>.</summary>
internal static class RollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var reason = CommandOptions.Text("--reason", "Why, for those who read the pointer later.", "TEXT");
        var command = new Command(
            "rollback", "Let the champion before serve again. A challenger is taken out of shadow. Again, it goes one further back.") { reason };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                var challengers = new FraudServices(account).Challengers(new FraudLearningOptions());
                var standing = await challengers.FindAsync(cancellationToken);
                var back = await challengers.RollBackAsync(standing, parsed.GetValue(reason) ?? "Rolled back by xb fraud rollback.", cancellationToken)
                    ?? throw new CommandException("Somebody else moved the champion at this very moment. Run the command again.");
                terminal.Line($"Champion {back} serves within 15 s; {standing.Champion!.Version} serves no longer.");
                return 0;
            },
            cancellationToken));
        return command;
    }
}
