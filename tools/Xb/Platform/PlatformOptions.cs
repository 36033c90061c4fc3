using XbFunctions.App;
using XbFunctions.Contracts;
using XbFunctions.Host;

namespace XbFunctions.Xb.Platform;

/// <summary>Where a platform of <c>xb</c> keeps its data and which ports it opens.</summary>
/// <param name="DataFolder">The user's folder, kept as it is; null for one of the command's own, emptied first.</param>
/// <param name="OwnFolder">Name of the command's own folder.</param>
/// <param name="HttpPort">Port of the HTTP functions; 0 takes a free one.</param>
/// <param name="AmqpPort">Port of the hub; 0 takes a free one.</param>
/// <param name="Isolate">Whether each function group runs in a process of its own.</param>
internal sealed record PlatformOptions(string? DataFolder, string OwnFolder, int HttpPort, int AmqpPort, bool Isolate = false)
{
    /// <summary>Partitions of each hub that the platform makes.</summary>
    public int Partitions { get; init; } = new LocalPlatformOptions().PartitionsPerHub;

    /// <summary>App settings of the command besides; they hold likewise.</summary>
    public IReadOnlyDictionary<string, string> MoreSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// App settings that hold whatever the developer's own settings say: the platform is the local one, and simulated or replayed time is
    /// believed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(MoreSettings, StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["EventHubs"] = $"Endpoint=sb://localhost{(AmqpPort == 0 ? "" : $":{AmqpPort}")};SharedAccessKeyName=RootManageSharedAccessKey;"
            + "SharedAccessKey=local-development-only;UseDevelopmentEmulator=true;",
        ["Fraud:TrustProducerClock"] = "true",
        ["Behaviour:TrustProducerClock"] = "true",
        ["Sales:TrustProducerClock"] = "true",
    };

    /// <summary>The folder in use, a full path.</summary>
    public string Folder => DataFolder is null ? OwnFolderPath(OwnFolder) : Path.GetFullPath(DataFolder);

    /// <summary>A folder of the command's own, beside the default data folder.</summary>
    /// <param name="name">Its name.</param>
    public static string OwnFolderPath(string name) =>
        Path.Combine(Path.GetDirectoryName(new LocalPlatformOptions().FindDataDirectory())!, name);

    /// <summary>Empties the command's own folder, unless another platform runs there.</summary>
    /// <exception cref="CommandException">The folder cannot be emptied.</exception>
    public void Prepare()
    {
        if (DataFolder is not null || !Directory.Exists(Folder) || IsInUse(Folder))
        {
            return;
        }

        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The data folder {Folder} cannot be emptied: {exception.Message} Choose another one with --data.", exception);
        }
    }

    /// <summary>Sets the platform's own options.</summary>
    /// <param name="platform">The options to set.</param>
    public void Apply(LocalPlatformOptions platform)
    {
        platform.DataDirectory = Folder;
        platform.HttpPort = HttpPort;
        platform.AmqpPort = AmqpPort;
        platform.StartAzurite = true;
        platform.StartEventHub = true;
        platform.Isolate = Isolate;
        platform.PartitionsPerHub = Partitions;
        platform.ProcessCommand.Add(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet");
        platform.ProcessCommand.Add(typeof(AppServices).Assembly.Location);
        platform.FunctionAssemblies.Add(typeof(AppServices).Assembly);
        foreach (var hub in (string[])[HubNames.Clickstream, HubNames.Decisions, HubNames.Insights])
        {
            if (!platform.Hubs.Contains(hub))
            {
                platform.Hubs.Add(hub);
            }
        }
    }

    private static bool IsInUse(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
