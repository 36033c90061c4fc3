using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>
/// The whole platform in one process. Storage and hub start first, because the app's services read their addresses; then the app's
/// services and Kestrel; the listeners last. It stops in the opposite order.
/// </summary>
internal sealed class LocalHost : IHost, IAsyncDisposable
{
    private static readonly TimeSpan CancelledTimeout = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;
    private readonly LocalHostParts _parts;
    private readonly PlatformServices _platform = new();
    private readonly ShutdownSignals _signals = new();
    private readonly InvocationCounts _counts = new();
    private readonly ILogger _startup;
    private readonly TimeProvider _time;
    private FunctionSet? _functions;
    private ListenerGroup? _listeners;
    private readonly AppCounters _counters = new();
    private ProgressReports? _reports;
    private string? _addresses;
    private bool _isDisposed;

    public LocalHost(WebApplication app, LocalHostParts parts)
    {
        (_app, _parts) = (app, parts);
        _startup = Loggers.CreateLogger("Host.Startup");
        _time = app.Services.GetRequiredService<TimeProvider>();
    }

    public IServiceProvider Services => _app.Services;

    private ILoggerFactory Loggers => _app.Services.GetRequiredService<ILoggerFactory>();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using var interrupt = new StartInterrupt(cancellationToken);
        try
        {
            await interrupt.RunAsync(StartPartsAsync).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_parts.Supervisor is { Stopped.IsCompleted: true })
        {
            throw new StartInterruptedException();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _signals.BeginAsync().ConfigureAwait(false);
        await StopInvocationsAsync().ConfigureAwait(false);
        await _app.StopAsync(cancellationToken).ConfigureAwait(false);
        await _platform.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        PlatformAddresses.Delete(_addresses);
        await _signals.BeginAsync().ConfigureAwait(false);
        if (_listeners is not null)
        {
            await StopInvocationsAsync().ConfigureAwait(false);
            _listeners.Dispose();
        }

        if (_functions is not null)
        {
            await _functions.DisposeAsync().ConfigureAwait(false);
        }

        await _app.DisposeAsync().ConfigureAwait(false);
        await _platform.DisposeAsync().ConfigureAwait(false);
        if (_reports is not null)
        {
            await _reports.DisposeAsync().ConfigureAwait(false);
        }

        _counters.Dispose();
        _signals.Dispose();
        if (_parts.Supervisor is { } supervisor)
        {
            await supervisor.FlushAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        if (_parts.Supervisor is null)
        {
            HttpPortCheck.Run(_parts.Options.HttpPort);
        }

        var needs = _parts.Functions.SelectMany(function => HubNeed.Of(function, _app.Configuration)).ToArray();
        await _platform.StartAsync(_parts.Options, _app.Configuration, _parts.Settings, needs, _time, Loggers, cancellationToken).ConfigureAwait(false);
        var scopes = _app.Services.GetRequiredService<IServiceScopeFactory>();
        var stuck = _app.Services.GetRequiredService<IStuckFunctionHandler>();
        var services = new ExecutorServices(scopes, _time, _parts.HostJson.FunctionTimeout, _signals, _counts, stuck, Loggers);
        var functions = _functions = new FunctionSet(_parts.Functions, _parts.Middleware, _app.Configuration, _parts.HostJson, services, _platform);
        var listeners = _listeners = new ListenerGroup(functions.ListenerFactories(_parts.RunsHere), _startup);
        await KeyLoading.RunAsync(functions.Keys, functions.Http.Select(static function => function.Name), cancellationToken).ConfigureAwait(false);
        if (_parts.ServesHttp)
        {
            HttpEndpoints.Map(_app, functions);
            IDrain drain = _parts.Supervisor is { } above ? new SupervisedDrain(above, _counts) : new ProcessDrain(listeners, _counts);
            AdminEndpoints.Map(_app, new AdminApi(functions, drain));
        }

        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        var state = new PlatformState(
            _parts.ServesHttp ? new Uri(_app.Urls.First()) : null, _parts.HostJson.RoutePrefix, _platform, functions.Keys, _parts.Functions, Progress);
        _app.Services.GetRequiredService<LocalPlatform>().Started(state);
        if (_parts.Supervisor is { } supervisor)
        {
            supervisor.OnDrain = begins => begins ? listeners.StopAsync() : listeners.StartAsync(CancellationToken.None);
            await listeners.StartAsync(cancellationToken).ConfigureAwait(false);
            await supervisor.TellAsync(new ReadyMessage(state.HttpAddress)).ConfigureAwait(false);
            _reports = new ProgressReports(supervisor, Progress, _counts, _time);
            return;
        }

        _addresses = PlatformAddresses.Of(state).Write(_parts.Options);
        await listeners.StartAsync(cancellationToken).ConfigureAwait(false);
        StartUpReport.Write(_startup, state, _app.Configuration);
    }

    private PlatformProgress Progress() => new(
        [.. _listeners!.Positions],
        _counters.Totals,
        FunctionGroup.Of(_parts.Functions).ToDictionary(static group => group.Name, static _ => Environment.ProcessId));

    // First everything may end by itself, then the functions' tokens fire, and a function that does not listen to its token is left behind.
    private async Task StopInvocationsAsync()
    {
        if (_listeners is null)
        {
            return;
        }

        var idle = Task.WhenAll(_listeners.StopAsync(), _counts.WhenIdleAsync());
        if (await EndsWithinAsync(idle, _parts.Options.ShutdownGrace).ConfigureAwait(false))
        {
            return;
        }

        _startup.CancellingInvocations(_parts.Options.ShutdownGrace);
        await _signals.CancelInvocationsAsync().ConfigureAwait(false);
        await EndsWithinAsync(idle, CancelledTimeout).ConfigureAwait(false);
    }

    private static async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
