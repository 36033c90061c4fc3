using System.CommandLine;
using System.Security.Cryptography;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Privacy;

/// <summary><c>xb keys</c>: keys of the pseudonyms.</summary>
internal static class KeysCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "keys",
        """
        Make keys of the pseudonyms, and tell their ids. How one takes the place of another stands in docs/operations.md.

        Examples:
          xb keys new
          Pseudonyms__Key=... xb keys id
        """)
    {
        CreateNew(),
        CreateId(),
    };

    private static Command CreateNew()
    {
        var command = new Command("new", "Print a new random key, for a vault, and its id.");
        command.SetAction(static parsed =>
        {
            var key = RandomNumberGenerator.GetBytes(PseudonymKey.MinBytes);
            var terminal = CommandTerminal.Of(parsed);
            terminal.Line($"Key {Convert.ToBase64String(key)}");
            terminal.Line($"Id  {new PseudonymKey(key).KeyId}");
        });
        return command;
    }

    private static Command CreateId()
    {
        var command = new Command("id", "Print the id of the key in the environment variable Pseudonyms__Key.");
        command.SetAction(static parsed =>
        {
            var text = Environment.GetEnvironmentVariable("Pseudonyms__Key") ?? throw new CommandException("The environment variable Pseudonyms__Key is not set.");
            try
            {
                CommandTerminal.Of(parsed).Line(PseudonymKey.FromBase64(text).KeyId);
            }
            catch (FormatException wrong)
            {
                throw new CommandException(wrong.Message, wrong);
            }
        });
        return command;
    }
}
