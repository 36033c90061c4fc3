using System.Globalization;
using System.Net;
using System.Net.Sockets;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Chaos;

/// <summary>The platform of a run: storage behind faults, the hub in a process of its own, two instances of the app.</summary>
internal sealed class ChaosPlatform : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private readonly ChaosOptions _options;
    private readonly ChaosStorage _storage;
    private readonly ChildProcess _hub;
    private readonly Random _clocks;
    private TaskCompletionSource _hubReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChaosPlatform(ChaosOptions options, ChaosStorage storage, StorageFaultPlan faults, int hubPort)
    {
        (_options, _storage, Faults) = (options, storage, faults);
        _clocks = new Random(options.Seed + 2);
        EventHubs = $"Endpoint=sb://localhost:{hubPort.ToString(CultureInfo.InvariantCulture)};SharedAccessKeyName={EventHubServerOptions.DefaultKeyName};"
            + $"SharedAccessKey={EventHubServerOptions.DefaultKey};UseDevelopmentEmulator=true;";
        string[] hub =
        [
            "hub", "--port", hubPort.ToString(CultureInfo.InvariantCulture), "--health-port", "0", "--data", Path.Combine(options.Folder, "hub"),
            .. Hubs().SelectMany(static text => (string[])["--hub", text]),
        ];
        _hub = new ChildProcess(
            "hub", Path.Combine(options.Folder, "logs"), () => ChildProcess.Dotnet(typeof(XbCommandLine).Assembly.Location, hub), HearHub);
        Instances = [.. Enumerable.Range(0, ChaosOptions.Instances).Select(number => new AppInstance(number, options.Folder, Settings))];
    }

    /// <summary>Connection string of the hub.</summary>
    public string EventHubs { get; }

    /// <summary>Storage past the faults.</summary>
    public string Storage => _storage.Direct;

    /// <summary>What storage does wrong.</summary>
    public StorageFaultPlan Faults { get; }

    /// <summary>The instances of the app.</summary>
    public IReadOnlyList<AppInstance> Instances { get; }

    /// <summary>Settings of the app, whatever the developer's own say, by configuration key; without the connections.</summary>
    public static IReadOnlyDictionary<string, string> AppSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Pseudonyms:Key"] = Convert.ToBase64String("xb chaos: simulated persons only"u8),
        ["Fraud:TrustProducerClock"] = "true",
        ["Behaviour:TrustProducerClock"] = "true",
        ["Sales:TrustProducerClock"] = "true",

        // Small, so that commits in parts and files happen all the time; snapshots and new journals, too, unless the options say otherwise.
        ["State:CommitEvents"] = "64",
        ["Archive:FileInterval"] = "00:00:02",
    };

    /// <summary>Starts everything.</summary>
    /// <param name="options">The run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ChaosPlatform> StartAsync(ChaosOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(options.Folder, "logs"));
        var faults = new StorageFaultPlan(options.Seed + 3, options.StorageFaults, options.LateAppends, options.Bug);
        var storage = await ChaosStorage.StartAsync(Path.Combine(options.Folder, "azurite"), faults, time, cancellationToken);
        var platform = new ChaosPlatform(options, storage, faults, FindFreePort());
        try
        {
            platform._hub.Start();
            await platform._hubReady.Task.WaitAsync(StartLimit, cancellationToken);
            foreach (var instance in platform.Instances)
            {
                instance.Start();
            }

            await Task.WhenAll(platform.Instances.Select(static instance => instance.Ready)).WaitAsync(StartLimit, cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the hub and starts it again at the same port, with what it had acknowledged.</summary>
    public async Task RestartHubAsync()
    {
        await _hub.KillAsync();
        _hubReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Start();
        await _hubReady.Task.WaitAsync(StartLimit);
    }

    /// <summary>Starts what is dead, so that the rest can be worked off.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        Faults.End();
        foreach (var instance in Instances.Where(static instance => !instance.IsRunning))
        {
            instance.Start();
        }

        await Task.WhenAll(Instances.Select(static instance => instance.Ready)).WaitAsync(StartLimit, cancellationToken);
    }

    /// <summary>Ends the instances cleanly; storage and hub stay.</summary>
    /// <returns>Whether all ended cleanly.</returns>
    public async Task<bool> StopInstancesAsync() =>
        (await Task.WhenAll(Instances.Select(static instance => instance.StopAsync(StopLimit)))).All(static clean => clean);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }

        await _hub.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static string[] Hubs()
    {
        var partitions = ChaosOptions.Partitions.ToString(CultureInfo.InvariantCulture);
        return [$"{HubNames.Payments}:{partitions}:fraud", $"{HubNames.Clickstream}:{partitions}", $"{HubNames.Decisions}:{partitions}:warning", $"{HubNames.Insights}:{partitions}"];
    }

    private static int FindFreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private Dictionary<string, string> Settings()
    {
        var settings = AppSettings.ToDictionary(static setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), static setting => setting.Value);
        settings["State__SnapshotRecords"] = _options.SnapshotRecords.ToString(CultureInfo.InvariantCulture);
        settings["AzureWebJobsStorage"] = _storage.Faulty;
        settings["EventHubs"] = EventHubs;
        settings["AzureFunctionsWebHost__hostid"] = "chaos";
        settings["XbHost__StartAzurite"] = "false";

        // What partitions tell each other depends on when they do; the reference knows each partition's own events alone.
        settings["Fraud__Exchange__Enabled"] = "false";
        settings["XbHost__StartEventHub"] = "false";
        settings["XbHost__HttpPort"] = "0";
        settings["XbHost__ClockSkew"] = Skew().ToString("c", CultureInfo.InvariantCulture);
        settings["AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize"] = "128";
        settings["AzureFunctionsJobHost__extensions__eventHubs__loadBalancingUpdateInterval"] = "00:00:01";
        settings["AzureFunctionsJobHost__extensions__eventHubs__partitionOwnershipExpirationInterval"] = ChaosOptions.OwnershipExpiration.ToString("c", CultureInfo.InvariantCulture);
        return settings;
    }

    // Tokens are valid for an hour, so a clock may be wrong by less; beyond that an instance would be refused, as in the service.
    private TimeSpan Skew() => _clocks.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(_clocks.Next(-1_200, 1_200));

    private void HearHub(string line)
    {
        if (line.Contains("Endpoint=sb://", StringComparison.Ordinal))
        {
            _hubReady.TrySetResult();
        }
    }
}
