using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>The process of one function group: started, heard, and started again when it dies.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private readonly FunctionProcessStart _start;
    private readonly Func<IReadOnlyDictionary<string, string?>> _settings;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<ReadyMessage> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunningProcess? _running;
    private volatile ProgressMessage? _progress;
    private Task _loop = Task.CompletedTask;

    /// <param name="group">What it runs.</param>
    /// <param name="start">How it is started.</param>
    /// <param name="settings">Its settings at the moment of a start.</param>
    /// <param name="grace">How long it may take to stop.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the loggers.</param>
    public FunctionProcess(
        FunctionGroup group,
        FunctionProcessStart start,
        Func<IReadOnlyDictionary<string, string?>> settings,
        TimeSpan grace,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (Group, _start, _settings, _grace, _time, _loggers) = (group, start, settings, grace, time, loggers);
        _logger = loggers.CreateLogger("Host.Startup");
    }

    /// <summary>What it runs.</summary>
    public FunctionGroup Group { get; }

    /// <summary>How far it was when it last said so; <see langword="null"/> before the first time.</summary>
    public ProgressMessage? Progress => _progress;

    /// <summary>Its process id now; <see langword="null"/> between two lives.</summary>
    public int? ProcessId => _running?.Id;

    /// <summary>Hears all that it says, but for its log, once that is noted here.</summary>
    public Action<FunctionProcess, ChannelMessage>? OnMessage { get; set; }

    /// <summary>Starts it and waits until its functions run.</summary>
    /// <exception cref="PlatformStartException">It ended before; its own words are in the log.</exception>
    public async Task<ReadyMessage> StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return await _ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells it something; one that is between two lives hears nothing.</summary>
    public Task TellAsync(ChannelMessage message) => _running?.Channel.TrySendAsync(message) ?? Task.CompletedTask;

    /// <summary>Tells it to stop, waits, and ends it when it takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var delays = new RestartDelays();
        while (!stopping.IsCancellationRequested)
        {
            var began = _time.GetTimestamp();
            var end = await LiveAsync(stopping).ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (!_ready.Task.IsCompleted)
            {
                _ready.TrySetException(new PlatformStartException($"The process of {Group.Name} {end} before its functions ran; its log says why."));
                return;
            }

            var delay = delays.Next(_time.GetElapsedTime(began));
            _logger.ProcessEnded(Group.Name, end, delay);
            await Task.Delay(delay, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One life of the process.</summary>
    /// <returns>How it ended.</returns>
    private async Task<string> LiveAsync(CancellationToken stopping)
    {
        RunningProcess running;
        try
        {
            running = await RunningProcess.StartAsync(_start, new BeginMessage(Group, _settings()), _loggers, stopping).ConfigureAwait(false);
        }
        catch (PlatformStartException exception)
        {
            return exception.Message;
        }

        await using (running.ConfigureAwait(false))
        {
            _running = running;
            _logger.ProcessStarted(Group.Name, running.Id);
            var hearing = running.HearAsync(Take);
            await running.Exited.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.Exited.IsCompleted && !await running.StopAsync(_grace).ConfigureAwait(false))
            {
                _logger.ProcessKilled(Group.Name, _grace);
            }

            _running = null;
            await hearing.ConfigureAwait(false);
            return $"ended with exit code {running.ExitCode}";
        }
    }

    private void Take(ChannelMessage message)
    {
        switch (message)
        {
            case LogMessage line:
                _loggers.CreateLogger($"{line.Category} ({Group.Name})").Log(line.Level, line.EventId, line, null, static (line, _) => line.ToString());
                return;
            case ReadyMessage ready:
                _ready.TrySetResult(ready);
                break;
            case ProgressMessage progress:
                _progress = progress;
                break;
            default:
                break;
        }

        OnMessage?.Invoke(this, message);
    }
}
