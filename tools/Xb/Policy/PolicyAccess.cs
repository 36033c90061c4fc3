using System.CommandLine;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Policy;

/// <summary>Opens the policy store for one command, and says plainly what is wrong with a policy.</summary>
internal sealed class PolicyAccess
{
    private readonly StorageOptions _storage = new();

    /// <summary>Adds the options that say where the store is.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command) => _storage.AddTo(command);

    /// <summary>Runs a command on the store.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="command">What it does.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandException">There is no such store, or the policy is refused.</exception>
    public Task<int> RunAsync(
        ParseResult parsed, Func<FraudPolicyStore, CommandTerminal, Task> command, CancellationToken cancellationToken) => _storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) =>
            {
                try
                {
                    var container = account.Blobs.GetBlobContainerClient(FraudPolicyStore.ContainerName);
                    await command(new FraudPolicyStore(container, TimeProvider.System), terminal);
                    return 0;
                }
                catch (PolicyException exception)
                {
                    throw new CommandException(exception.Message, exception);
                }
            },
            cancellationToken);

    /// <summary>Reads and checks a policy file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">The file cannot be read or is no good policy; the message says where.</exception>
    public static async Task<PolicyDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var document = PolicyDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
            FraudPolicy.Compile(document, "file");
            return document;
        }
        catch (Exception exception) when (exception is PolicyException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Publishes what a change makes of the policy in use.</summary>
    /// <param name="store">The store.</param>
    /// <param name="terminal">Told the version.</param>
    /// <param name="action">What is done, for the history.</param>
    /// <param name="change">From the policy in use to the next.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandException">Somebody else changed the policy meanwhile.</exception>
    public static async Task ChangeAsync(
        FraudPolicyStore store,
        CommandTerminal terminal,
        string action,
        Func<PolicyDocument, PolicyDocument> change,
        CancellationToken cancellationToken)
    {
        var current = await store.GetCurrentAsync(cancellationToken: cancellationToken);
        var document = change(current?.Policy.Document ?? FraudPolicy.Default.Document);
        var version = await store.PublishAsync(document, current, action, cancellationToken)
            ?? throw new CommandException("Somebody else changed the policy in between. Look at it and try again.");
        terminal.Line($"Policy {version} is in use.");
    }
}
