using Azure.Identity;
using Azure.Storage.Blobs;
using XbFunctions.EventHub;
using XbFunctions.Host;

namespace XbFunctions.Xb.Platform;

/// <summary>A running platform as other processes reach it.</summary>
/// <param name="EventHubs">Its hubs.</param>
/// <param name="Storage">Its storage.</param>
internal sealed record PlatformTarget(HubConnectionString EventHubs, BlobServiceClient Storage)
{
    /// <summary>Folders in which platforms are looked for: the app's own, then those of the commands.</summary>
    public static IReadOnlyList<string?> KnownFolders =>
        [null, PlatformOptions.OwnFolderPath(DemoFolder), PlatformOptions.OwnFolderPath(ReplayFolder)];

    /// <summary>Name of the folder of <c>xb demo</c>.</summary>
    public const string DemoFolder = "demo";

    /// <summary>Name of the folder of <c>xb replay --demo</c>.</summary>
    public const string ReplayFolder = "replay";

    /// <summary>The platform of this process.</summary>
    /// <param name="local">Started.</param>
    public static PlatformTarget Of(LocalPlatform local)
    {
        var hubs = local.EventHubsConnectionString ?? throw new InvalidOperationException("The local platform opened no hub.");
        return new PlatformTarget(HubConnectionString.Parse(hubs), OpenStorage(local.StorageConnectionString));
    }

    /// <summary>A platform by what the user typed, else the one that runs on this machine.</summary>
    /// <param name="connection">Connection string of the hubs; null for the running platform's.</param>
    /// <param name="storage">Connection string of the storage; null for the running platform's.</param>
    /// <exception cref="CommandException">Nothing runs, or only one of the two is given.</exception>
    public static PlatformTarget Find(string? connection, string? storage)
    {
        if (connection is not null && storage is not null)
        {
            return new PlatformTarget(HubConnectionString.Parse(connection), OpenStorage(storage));
        }

        if (connection is not null || storage is not null)
        {
            throw new CommandException(
                "--connection and --storage go together: the outcome is checked in both. Give both, or neither for the platform of this machine.");
        }

        return FindRunning() is { EventHubs: { } hubs } running
            ? new PlatformTarget(HubConnectionString.Parse(hubs), OpenStorage(running.Storage))
            : throw new CommandException(
                "No platform runs here. Start one with `dotnet run --project functions/App`, let the command start one with --demo, "
                + "or name one with --connection and --storage.");
    }

    /// <summary>The addresses of a platform that runs on this machine, or null.</summary>
    public static PlatformAddresses? FindRunning() =>
        KnownFolders.Select(PlatformAddresses.Find).FirstOrDefault(addresses => addresses is not null);

    /// <summary>The user's own sign-in: environment, workload identity, managed identity, or that of <c>az login</c> and its like.</summary>
    public static DefaultAzureCredential SignIn => new(new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true });

    /// <summary>The address of an account whose blobs are reached without a key.</summary>
    /// <param name="text">What the user typed.</param>
    /// <returns>Such as <c>https://ACCOUNT.blob.core.windows.net/</c>; null for a connection string.</returns>
    public static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Host.Contains(".blob.", StringComparison.OrdinalIgnoreCase)
            ? address
            : null;

    /// <summary>Opens a storage account.</summary>
    /// <param name="connectionString">Its connection string, or its address for the user's own sign-in.</param>
    /// <param name="options">What goes with each request; null for nothing of its own.</param>
    /// <exception cref="CommandException">It is none; the message does not repeat it, for it may hold a key.</exception>
    public static BlobServiceClient OpenStorage(string connectionString, BlobClientOptions? options = null)
    {
        try
        {
            return AddressOf(connectionString) is { } address ? new BlobServiceClient(address, SignIn, options) : new BlobServiceClient(connectionString, options);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new CommandException($"--storage is neither a storage connection string nor the https address of an account's blobs: {exception.Message}", exception);
        }
    }
}
