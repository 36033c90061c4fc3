using System.CommandLine;
using System.Security.Cryptography;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Privacy;

/// <summary><c>xb keys</c>: keys of the pseudonyms.</summary>
internal static class KeysCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "keys",
        """
        Make keys of the pseudonyms, and tell their ids and the pseudonyms that they make. How one takes the place of another stands in docs/operations.md.

        Examples:
          xb keys new
          Pseudonyms__Key=... xb keys id
          Pseudonyms__Key=... xb keys pseudonym customer c-1041
        """)
    {
        CreateNew(),
        CreateId(),
        CreatePseudonym(),
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
        command.SetAction(static parsed => CommandTerminal.Of(parsed).Line(ReadKey().KeyId));
        return command;
    }

    private static Command CreatePseudonym()
    {
        var kind = new Argument<PolicyKeyKind>("kind") { Description = "customer, instrument, device, address or seller.", HelpName = "KIND" };
        var id = new Argument<string>("id") { Description = "The platform's own id.", HelpName = "ID" };
        var command = new Command(
            "pseudonym", "Print the pseudonym of an id under the key in the environment variable Pseudonyms__Key, such as the lists of the policy take.") { kind, id };
        command.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(id);
            var key = ReadKey();
            CommandTerminal.Of(parsed).Line(text.Length is > 0 and <= IdText.MaxLength
                ? key.Of(KindOf(parsed.GetRequiredValue(kind)), text).ToString()
                : throw new CommandException($"ID has {text.Length} characters; expected 1 to {IdText.MaxLength}."));
        });
        return command;
    }

    // Never an argument: those of a process can be seen by everyone on the machine.
    private static PseudonymKey ReadKey()
    {
        if (Environment.GetEnvironmentVariable("Pseudonyms__Key") is not { Length: > 0 } text)
        {
            throw new CommandException("The environment variable Pseudonyms__Key is not set.");
        }

        try
        {
            return PseudonymKey.FromBase64(text);
        }
        catch (FormatException wrong)
        {
            throw new CommandException(wrong.Message, wrong);
        }
    }

    private static PseudonymKind KindOf(PolicyKeyKind kind) => kind switch
    {
        PolicyKeyKind.Instrument => PseudonymKind.Instrument,
        PolicyKeyKind.Device => PseudonymKind.Device,
        PolicyKeyKind.Address => PseudonymKind.ShippingAddress,
        PolicyKeyKind.Seller => PseudonymKind.Seller,
        _ => PseudonymKind.Customer,
    };
}
