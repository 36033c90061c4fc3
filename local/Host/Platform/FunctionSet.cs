using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>The functions of the app with all that runs them.</summary>
internal sealed class FunctionSet : IAsyncDisposable
{
    private readonly IConfiguration _configuration;
    private readonly HostJson _hostJson;
    private readonly ExecutorServices _services;
    private readonly HubDirectory _hubs;
    private readonly BlobServiceClient _storage;
    private readonly string _hostId;

    public FunctionSet(
        IEnumerable<FunctionDescriptor> functions,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        IConfiguration configuration,
        HostJson hostJson,
        ExecutorServices services,
        PlatformServices platform)
    {
        _configuration = configuration;
        _hostJson = hostJson;
        _services = services;
        _hubs = new HubDirectory(configuration, platform.Hub, hostJson.EventHubs, services.Time, services.Loggers);
        _storage = new BlobServiceClient(platform.StorageConnectionString);
        _hostId = HostIdentity.Find(configuration);
        Keys = new FunctionKeys(_storage.GetBlobContainerClient(FunctionKeys.Container), _hostId, services.Time, services.Loggers.CreateLogger<FunctionKeys>());
        var throttle = HttpThrottle.Of(hostJson);
        Executors = [.. functions.Select(function => new FunctionExecutor(function, new FunctionPipeline(function, middleware), Outputs(function), services))];
        Http = [.. Executors.Where(static executor => executor.Function.Trigger is HttpTriggerAttribute)
            .Select(executor => new HttpFunction(executor, HttpRoute.Of(executor.Function, hostJson.RoutePrefix, configuration), Keys, throttle))];
        HttpRoute.Check(Http);
    }

    /// <summary>All functions.</summary>
    public IReadOnlyList<FunctionExecutor> Executors { get; }

    /// <summary>The HTTP functions.</summary>
    public IReadOnlyList<HttpFunction> Http { get; }

    /// <summary>The keys of the HTTP functions and of the host.</summary>
    public FunctionKeys Keys { get; }

    /// <summary>The host id in blob names.</summary>
    public string HostId => _hostId;

    /// <summary>What makes the listener of each function that has one and runs in this process.</summary>
    /// <param name="runsHere">Whether a function of that name does.</param>
    public IReadOnlyList<Func<IFunctionListener>> ListenerFactories(Func<string, bool> runsHere)
    {
        WarnOfSharedGroups();
        return [.. Executors.Where(executor => runsHere(executor.Function.Name)).Select(Factory).OfType<Func<IFunctionListener>>()];
    }

    /// <summary>What an invocation of a function by hand is given.</summary>
    /// <param name="executor">The function; no HTTP function.</param>
    /// <param name="input">Text that came with the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="System.Text.Json.JsonException">The text is not what the function's parameter asks for.</exception>
    public async Task<InvocationRequest> RequestByHandAsync(FunctionExecutor executor, string? input, CancellationToken cancellationToken) =>
        new(executor.Function.Trigger switch
        {
            EventHubTriggerAttribute trigger => EventByHand.Convert(input ?? string.Empty, executor.Function.TriggerParameter.ParameterType, trigger.IsBatched),
            TimerTriggerAttribute trigger => await Monitor(executor.Function, trigger, ParseSchedule(executor.Function, trigger))
                .InfoByHandAsync(cancellationToken).ConfigureAwait(false),
            var other => throw new NotSupportedException($"{other.GetType().Name} is not run by hand."),
        });

    /// <summary>Closes connections to hubs elsewhere; the listeners are stopped before.</summary>
    public ValueTask DisposeAsync() => _hubs.DisposeAsync();

    private Func<IFunctionListener>? Factory(FunctionExecutor executor) => executor.Function.Trigger switch
    {
        EventHubTriggerAttribute trigger => EventHubFactory(executor, trigger),
        TimerTriggerAttribute trigger => TimerFactory(executor, trigger),
        _ => null,
    };

    private Func<IFunctionListener> EventHubFactory(FunctionExecutor executor, EventHubTriggerAttribute trigger)
    {
        var need = HubNeed.Of(executor.Function, trigger, _configuration);
        var hub = _hubs.GetClient(need, executor.Function.Name);
        var converter = new EventConverter(executor.Function.TriggerParameter.ParameterType, trigger.IsBatched);
        var logger = _services.Loggers.CreateLogger<EventHubListener>();
        var binding = new EventHubBinding(executor, converter, hub, need.ConsumerGroup!, trigger.IsBatched, _services.Time, logger);
        var stores = new PartitionStores(_storage.GetBlobContainerClient(CheckpointStore.Container));
        return () => new EventHubListener(binding, hub, need.ConsumerGroup!, stores, _hostJson.EventHubs, _services.Signals.Stopping);
    }

    private void WarnOfSharedGroups()
    {
        var logger = _services.Loggers.CreateLogger<EventHubListener>();
        var triggers = Executors
            .Where(static executor => executor.Function.Trigger is EventHubTriggerAttribute)
            .GroupBy(executor => HubNeed.Of(executor.Function, (EventHubTriggerAttribute)executor.Function.Trigger, _configuration));
        foreach (var shared in triggers.Where(static group => group.Count() > 1))
        {
            logger.GroupShared(string.Join(" and ", shared.Select(static executor => executor.Function.Name)), shared.Key.Hub, shared.Key.ConsumerGroup!);
        }
    }

    private Func<IFunctionListener> TimerFactory(FunctionExecutor executor, TimerTriggerAttribute trigger)
    {
        var container = _storage.GetBlobContainerClient(TimerStatusStore.Container);
        var logger = _services.Loggers.CreateLogger<TimerListener>();
        var schedule = ParseSchedule(executor.Function, trigger);
        return () => new TimerListener(
            executor, Monitor(executor.Function, trigger, schedule), new SingletonLock(container, _hostId, executor.Function.Name, _services.Time, logger), _services.Time, logger);
    }

    private TimerMonitor Monitor(FunctionDescriptor function, TimerTriggerAttribute trigger, TimerSchedule schedule)
    {
        var statuses = new TimerStatusStore(_storage.GetBlobContainerClient(TimerStatusStore.Container), _hostId);
        return new TimerMonitor(function.Name, trigger, schedule, statuses, _services.Time, _services.Loggers.CreateLogger<TimerMonitor>());
    }

    private TimerSchedule ParseSchedule(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        try
        {
            return TimerSchedule.Parse(_configuration.Expand(trigger.Schedule, function.Name));
        }
        catch (FormatException exception)
        {
            throw new PlatformStartException($"{function.Name}: {exception.Message}. Correct the attribute or its setting.", exception);
        }
    }

    private OutputSender Outputs(FunctionDescriptor function) => new(
        [.. function.EventHubOutputs().Select(output => (output.Property, _hubs.GetClient(HubNeed.Of(function, output.Output, _configuration), function.Name)))]);
}
