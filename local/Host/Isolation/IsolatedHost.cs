using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>
/// The platform with each function group in a process of its own: this process has storage, hub and supervision, and runs no function.
/// Nothing of the app's services is started here.
/// </summary>
internal sealed class IsolatedHost : IHost, IAsyncDisposable
{
    // What a function process needs beyond the grace of its invocations: its services, and to say good-bye to hub and storage.
    private static readonly TimeSpan ExitTime = TimeSpan.FromSeconds(25);
    private readonly WebApplication _app;
    private readonly LocalHostParts _parts;
    private readonly PlatformServices _platform = new();
    private readonly ILogger _startup;
    private readonly TimeProvider _time;
    private readonly IHostLifetime _lifetime;
    private FunctionProcess[] _processes = [];
    private Uri? _http;
    private string? _addresses;
    private volatile bool _isDraining;
    private bool _isDisposed;

    public IsolatedHost(WebApplication app, LocalHostParts parts)
    {
        (_app, _parts) = (app, parts);
        _startup = Loggers.CreateLogger("Host.Startup");
        _time = app.Services.GetRequiredService<TimeProvider>();
        _lifetime = app.Services.GetRequiredService<IHostLifetime>();
    }

    public IServiceProvider Services => _app.Services;

    private ILoggerFactory Loggers => _app.Services.GetRequiredService<ILoggerFactory>();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using (var interrupt = new StartInterrupt(cancellationToken))
        {
            await interrupt.RunAsync(StartPartsAsync).ConfigureAwait(false);
        }

        await _lifetime.WaitForStartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await StopProcessesAsync().ConfigureAwait(false);
        await _platform.DisposeAsync().ConfigureAwait(false);
        await _lifetime.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        PlatformAddresses.Delete(_addresses);
        await StopProcessesAsync().ConfigureAwait(false);
        await _platform.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        HttpPortCheck.Run(_parts.Options.HttpPort);
        var needs = _parts.Functions.SelectMany(function => HubNeed.Of(function, _app.Configuration)).ToArray();
        await _platform.StartAsync(_parts.Options, _app.Configuration, _parts.Settings, needs, _time, Loggers, cancellationToken).ConfigureAwait(false);
        var secrets = new BlobServiceClient(_platform.StorageConnectionString).GetBlobContainerClient(FunctionKeys.Container);
        var keys = new FunctionKeys(secrets, HostIdentity.Find(_app.Configuration), _time, Loggers.CreateLogger<FunctionKeys>());
        var http = _parts.Functions.Where(static function => function.Trigger is HttpTriggerAttribute).Select(static function => function.Name);
        await KeyLoading.RunAsync(keys, http, cancellationToken).ConfigureAwait(false);
        await StartProcessesAsync(cancellationToken).ConfigureAwait(false);
        var state = new PlatformState(_http, _parts.HostJson.RoutePrefix, _platform, keys, _parts.Functions, Progress);
        _app.Services.GetRequiredService<LocalPlatform>().Started(state);
        _addresses = PlatformAddresses.Of(state).Write(_parts.Options);
        StartUpReport.Write(_startup, state, _app.Configuration);
    }

    private async Task StartProcessesAsync(CancellationToken cancellationToken)
    {
        var start = FunctionProcessStart.Of(_parts.Options);
        var settings = new ProcessSettings(_app.Configuration, _parts.Options, () => _http?.Port);
        _processes = [.. FunctionGroup.Of(_parts.Functions)
            .Select(group => new FunctionProcess(group, start, settings.Of, _parts.Options.ShutdownGrace + ExitTime, _time, Loggers))];
        foreach (var process in _processes)
        {
            process.OnMessage = Take;
        }

        var ready = await Task.WhenAll(_processes.Select(process => process.StartAsync(cancellationToken))).ConfigureAwait(false);
        _http = ready.Select(static message => message.Http).OfType<Uri>().Single();
    }

    private async Task StopProcessesAsync()
    {
        var processes = Interlocked.Exchange(ref _processes, []);
        await Task.WhenAll(processes.Select(static process => process.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private void Take(FunctionProcess from, ChannelMessage message)
    {
        switch (message)
        {
            case DrainMessage drain:
                _isDraining = drain.Begins;
                _ = Task.WhenAll(_processes.Select(process => process.TellAsync(drain)));
                break;
            case ReadyMessage when _isDraining:
                // A process that was started again in the middle of a drain does not know of it.
                _ = from.TellAsync(new DrainMessage(true));
                break;
            case ProgressMessage when !from.Group.ServesHttp:
                var others = _processes.Where(static process => !process.Group.ServesHttp).Select(static process => process.Progress).OfType<ProgressMessage>().ToArray();
                var sum = new OthersMessage(others.Sum(static report => report.Outstanding), others.Sum(static report => report.Retrying));
                _ = Array.Find(_processes, static process => process.Group.ServesHttp)?.TellAsync(sum);
                break;
            default:
                break;
        }
    }

    // The end of a partition is known here at once; how far a process is, when it last said so.
    private PlatformProgress Progress()
    {
        var reports = _processes.Select(static process => process.Progress).OfType<ProgressMessage>().ToArray();
        return new PlatformProgress(
            [.. reports.SelectMany(static report => report.Positions).Select(Refresh)],
            reports.SelectMany(static report => report.Counters).GroupBy(static counter => counter.Key, static counter => counter.Value)
                .ToDictionary(static counter => counter.Key, static counter => counter.Sum()),
            _processes.Where(static process => process.ProcessId is not null).ToDictionary(static process => process.Group.Name, static process => process.ProcessId!.Value));
    }

    private ConsumerPosition Refresh(ConsumerPosition position) =>
        _platform.Hub?.Broker.Hubs.FirstOrDefault(hub => hub.Name.Equals(position.Hub, StringComparison.OrdinalIgnoreCase)) is { } hub
            ? position with { LastEnqueuedSequence = hub.Partitions.First(partition => partition.Id == position.PartitionId).Properties.LastSequenceNumber }
            : position;
}
