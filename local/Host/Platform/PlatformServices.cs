using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Storage and hub that run for the app while the host runs, and the settings through which the app finds them.</summary>
internal sealed class PlatformServices : IAsyncDisposable
{
    private const string StorageSetting = "AzureWebJobsStorage";
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";
    private readonly List<IAsyncDisposable> _running = [];

    /// <summary>Connection string of the app's storage account.</summary>
    public string StorageConnectionString { get; private set; } = string.Empty;

    /// <summary>The embedded hub; <see langword="null"/> when the app's connections lead elsewhere.</summary>
    public EmbeddedHub? Hub { get; private set; }

    /// <summary>Whether the storage is an Azurite that this host started.</summary>
    public bool OwnsStorage { get; private set; }

    /// <summary>Process id of that Azurite; <see langword="null"/> where the storage is another.</summary>
    public int? StorageProcessId { get; private set; }

    /// <summary>Starts what the app's settings ask for and publishes where it is.</summary>
    /// <exception cref="PlatformStartException">Something cannot start; what had started is ended when this object is disposed.</exception>
    public async Task StartAsync(
        LocalPlatformOptions options,
        IConfiguration configuration,
        PlatformSettings settings,
        IEnumerable<HubNeed> needs,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var data = options.FindDataDirectory();
        var startup = loggers.CreateLogger("Host.Startup");
        var published = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var hubSettings = EmbeddedHub.FindSettings(configuration, options);
        OwnsStorage = options.StartAzurite ?? IsDevelopmentStorage(configuration[StorageSetting]);
        if (OwnsStorage || hubSettings.Count > 0 || options.StartEventHub == true)
        {
            _running.Add(DataFolderLock.Take(data));
        }

        // Node takes the most of a start; the hub opens meanwhile.
        var azurite = new AzuriteOptions { DataDirectory = Path.Combine(data, "azurite"), Progress = startup.StartUp };
        var starting = OwnsStorage ? AzuriteProcess.StartAsync(azurite, cancellationToken) : null;
        try
        {
            if (hubSettings.Count > 0 || options.StartEventHub == true)
            {
                var endpoint = hubSettings.Select(static setting => setting.Value).FirstOrDefault();
                Hub = await EmbeddedHub.StartAsync(data, needs, options, endpoint, time, loggers, cancellationToken).ConfigureAwait(false);
                _running.Add(Hub);
                PublishHub(published, hubSettings);
            }
        }
        finally
        {
            if (starting is not null)
            {
                var storage = await starting.ConfigureAwait(false);
                _running.Add(storage);
                StorageProcessId = storage.ProcessId;
                PublishStorage(published, configuration, storage.ConnectionString);
            }
        }

        settings.Publish(published);
        StorageConnectionString = configuration[StorageSetting] is { Length: > 0 } connection
            ? connection
            : throw new PlatformStartException($"The app setting {StorageSetting} is missing. Set it to {DevelopmentStorage} to use Azurite, or to a connection string.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _running.AsEnumerable().Reverse())
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        _running.Clear();
    }

    private static bool IsDevelopmentStorage(string? value) => value?.Trim().TrimEnd(';').Equals(DevelopmentStorage, StringComparison.OrdinalIgnoreCase) == true;

    private static void PublishStorage(Dictionary<string, string?> published, IConfiguration configuration, string connectionString)
    {
        published[StorageSetting] = connectionString;
        foreach (var setting in configuration.AsEnumerable().Where(static setting => IsDevelopmentStorage(setting.Value)))
        {
            published[setting.Key] = connectionString;
        }
    }

    private void PublishHub(Dictionary<string, string?> published, IEnumerable<KeyValuePair<string, EventHubsEndpoint>> settings)
    {
        foreach (var setting in settings)
        {
            published[setting.Key] = Hub!.ConnectionString;
        }
    }
}
