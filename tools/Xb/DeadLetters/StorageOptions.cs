using System.CommandLine;
using Azure.Storage.Blobs;
using XbFunctions.Host;
using XbFunctions.State;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>Where stored things are looked for: a named account, a running platform, or the data folder of one that has ended.</summary>
internal sealed class StorageOptions
{
    private readonly Option<string?> _storage = CommandOptions.Text(
        "--storage", "Storage connection string, or https://ACCOUNT.blob.core.windows.net for your own sign-in; left out, the storage of the platform that runs on this machine.", "CONNECTION_STRING");

    private readonly Option<string?> _data = CommandOptions.Text(
        "--data", "Data folder of a local platform; when it does not run, its storage is opened for the command.", "FOLDER");

    private readonly Option<bool> _plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_storage);
        command.Add(_data);
        command.Add(_plain);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_storage) is not null && result.GetValue(_data) is not null)
            {
                result.AddError("--storage and --data name two places; give one of them.");
            }
        });
    }

    /// <summary>Opens the dead letters for one command.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="command">Reads the store.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="CommandException">There is no such place.</exception>
    public Task<int> RunAsync(
        ParseResult parsed, Func<DeadLetterStore, CommandTerminal, Task<int>> command, CancellationToken cancellationToken) =>
        RunAsync(parsed, (account, terminal) => command(new DeadLetterStore(account.Blobs, new StateOptions()), terminal), cancellationToken);

    /// <summary>Opens the storage for one command.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="command">Uses the storage.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="CommandException">There is no such place.</exception>
    public async Task<int> RunAsync(
        ParseResult parsed, Func<StorageAccount, CommandTerminal, Task<int>> command, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(_plain));
        if (parsed.GetValue(_storage) is { } connectionString)
        {
            return await command(new StorageAccount(connectionString, null), terminal);
        }

        var folder = parsed.GetValue(_data);
        var running = folder is null ? PlatformTarget.FindRunning() : PlatformAddresses.Find(folder);
        if (running is not null && await IsReachableAsync(running, cancellationToken))
        {
            return await command(new StorageAccount(running.Storage, running.EventHubs), terminal);
        }

        var data = folder ?? PlatformTarget.KnownFolders.Select(Existing).FirstOrDefault(Directory.Exists)
            ?? throw new CommandException("No platform runs here and none has left data. Name one with --storage or --data.");
        if (!Directory.Exists(Path.Combine(data, "azurite")))
        {
            throw new CommandException(
                $"{data} is no data folder of a local platform: it holds no azurite folder. Name another with --data, or --storage.");
        }

        try
        {
            var options = new AzuriteOptions
            {
                DataDirectory = Path.Combine(data, "azurite"),
                Progress = parsed.InvocationConfiguration.Error.WriteLine,
            };
            await using var azurite = await AzuriteProcess.StartAsync(options, cancellationToken);
            return await command(new StorageAccount(azurite.ConnectionString, null), terminal);
        }
        catch (PlatformStartException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
    }

    private static string Existing(string? folder) => new LocalPlatformOptions { DataDirectory = folder }.FindDataDirectory();

    // A platform that was killed still says that it runs.
    private static async Task<bool> IsReachableAsync(PlatformAddresses running, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = TimeSpan.FromSeconds(5) } };
            await new BlobServiceClient(running.Storage, options).GetPropertiesAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is Azure.RequestFailedException or AggregateException)
        {
            return false;
        }
    }
}
