using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Azure;
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
        using var interrupted = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token, cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, interrupted));
        try
        {
            await StartPartsAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
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
        _signals.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        CheckHttpPort(_parts.Options.HttpPort);
        var needs = _parts.Functions.SelectMany(function => HubNeed.Of(function, _app.Configuration)).ToArray();
        await _platform.StartAsync(_parts.Options, _app.Configuration, _parts.Settings, needs, _time, Loggers, cancellationToken).ConfigureAwait(false);
        var scopes = _app.Services.GetRequiredService<IServiceScopeFactory>();
        var stuck = _app.Services.GetRequiredService<IStuckFunctionHandler>();
        var services = new ExecutorServices(scopes, _time, _parts.HostJson.FunctionTimeout, _signals, _counts, stuck, Loggers);
        var functions = _functions = new FunctionSet(_parts.Functions, _parts.Middleware, _app.Configuration, _parts.HostJson, services, _platform);
        _listeners = new ListenerGroup(functions.ListenerFactories(), _startup);
        await LoadKeysAsync(functions, cancellationToken).ConfigureAwait(false);
        HttpEndpoints.Map(_app, functions);
        AdminEndpoints.Map(_app, new AdminApi(functions, _listeners, _counts));
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        var state = new PlatformState(new Uri(_app.Urls.First()), _parts.HostJson.RoutePrefix, _platform, functions.Keys, functions, _listeners);
        _app.Services.GetRequiredService<LocalPlatform>().Started(state);
        _addresses = PlatformAddresses.Of(state).Write(_parts.Options);
        await _listeners.StartAsync(cancellationToken).ConfigureAwait(false);
        StartUpReport.Write(_startup, state);
    }

    private static void Interrupt(PosixSignalContext context, CancellationTokenSource interrupted)
    {
        context.Cancel = true;
        interrupted.Cancel();
    }

    // The first use of the storage account, so the place where a wrong one shows.
    private static async Task LoadKeysAsync(FunctionSet functions, CancellationToken cancellationToken)
    {
        try
        {
            await functions.Keys.LoadAsync(functions.Http.Select(static function => function.Name), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException { InnerException: RequestFailedException })
        {
            var reason = (exception.InnerException ?? exception).Message.Split('\n')[0];
            throw new PlatformStartException(
                $"The storage account of AzureWebJobsStorage cannot be used: {reason} Correct the setting, or set it to UseDevelopmentStorage=true to use Azurite.", exception);
        }
    }

    // Kestrel would find out too, but after everything else has started and with a stack trace in the log.
    private static void CheckHttpPort(int port)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new PlatformStartException(
                $"Port {port} (HTTP functions) is in use. Stop the program that has it, or set {LocalPlatformOptions.Section}:HttpPort to another port or 0.", exception);
        }
    }

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
