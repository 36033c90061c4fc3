using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>What the local platform offers once the host has started: addresses, keys and how far the functions are. A singleton service of the app.</summary>
public sealed class LocalPlatform
{
    private PlatformState? _state;

    /// <summary>Whether everything is up.</summary>
    public bool IsStarted => _state is not null;

    /// <summary>Address of the HTTP functions, without the route prefix.</summary>
    /// <exception cref="InvalidOperationException">This is an isolated function process that answers no HTTP.</exception>
    public Uri HttpAddress => State.HttpAddress ?? throw new InvalidOperationException("This process answers no HTTP; that of the HTTP functions does.");

    /// <summary>Text between address and routes, such as <c>api</c>; may be empty.</summary>
    public string RoutePrefix => State.RoutePrefix;

    /// <summary>Connection string of the embedded Event Hub; <see langword="null"/> when none was opened.</summary>
    public string? EventHubsConnectionString => State.Services.Hub?.ConnectionString;

    /// <summary>Connection string of the app's storage account.</summary>
    public string StorageConnectionString => State.Services.StorageConnectionString;

    /// <summary>Process id of the Azurite that this host started; <see langword="null"/> where the storage is another.</summary>
    public int? StorageProcessId => State.Services.StorageProcessId;

    /// <summary>The embedded Event Hub of this process; <see langword="null"/> when none was opened.</summary>
    public EventHubBroker? Broker => State.Services.Hub?.Broker;

    /// <summary>The key that is valid for every function.</summary>
    public string HostKey => State.Keys.HostKey;

    /// <summary>The key of the admin calls.</summary>
    public string MasterKey => State.Keys.MasterKey;

    /// <summary>The functions that run, by name.</summary>
    public IReadOnlyList<string> Functions => [.. State.Functions.Select(static function => function.Name)];

    /// <summary>How far each Event Hubs function is in each partition, now.</summary>
    public IReadOnlyList<ConsumerPosition> ConsumerPositions => State.Progress().Positions;

    /// <summary>What the app's meters have counted, by instrument name, over all tags; a function process that was started again begins at zero.</summary>
    public IReadOnlyDictionary<string, long> Counters => State.Progress().Counters;

    /// <summary>The process of each function group that runs now: <c>http</c>, and <c>function:Name</c> for each other function.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds => State.Progress().ProcessIds;

    private PlatformState State => _state ?? throw new InvalidOperationException("The local platform has not started yet.");

    /// <summary>The key that a caller of a function shows.</summary>
    /// <param name="function">Name of the function.</param>
    /// <returns>The function's own default key; the host key when it has none.</returns>
    public string GetKey(string function) => State.Keys.KeyOf(function);

    internal void Started(PlatformState state) => _state = state;
}
