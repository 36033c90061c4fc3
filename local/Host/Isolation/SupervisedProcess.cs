using System.IO.Pipes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>This process as its supervisor sees it: which functions it runs, and the channel on which both speak.</summary>
internal sealed class SupervisedProcess
{
    /// <summary>Environment variable that names the supervisor's pipe.</summary>
    public const string PipeVariable = "XBHOST_SUPERVISOR";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    // Bounded, so that a supervisor that does not read cannot fill this process's memory: its oldest log lines go first.
    private readonly Channel<LogMessage> _log = Channel.CreateBounded<LogMessage>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly MessageChannel _channel;
    private readonly Task _logging;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SupervisedProcess(MessageChannel channel, BeginMessage begin)
    {
        (_channel, Group, Settings) = (channel, begin.Group, begin.Settings);
        _logging = SendLogAsync();
    }

    /// <summary>The functions to run.</summary>
    public FunctionGroup Group { get; }

    /// <summary>The supervisor's settings.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Completes when the supervisor says so or is gone.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>What runs in the app's other processes, as last heard.</summary>
    public OthersMessage Others { get; private set; } = new(0, 0);

    /// <summary>What to do when the supervisor passes on a drain (<see langword="true"/>) or its end.</summary>
    public Func<bool, Task>? OnDrain { get; set; }

    /// <summary>Joins the supervisor that the environment names.</summary>
    /// <returns>The link; <see langword="null"/> when this process has no supervisor.</returns>
    /// <exception cref="PlatformStartException">The supervisor is gone.</exception>
    public static SupervisedProcess? Join()
    {
        if (Environment.GetEnvironmentVariable(PipeVariable) is not { Length: > 0 } name)
        {
            return null;
        }

        // What this process starts in its turn has nothing to do with the supervisor.
        Environment.SetEnvironmentVariable(PipeVariable, null);
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            pipe.Connect(ConnectTimeout);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or UnauthorizedAccessException)
        {
            pipe.Dispose();
            throw new PlatformStartException($"The supervisor that started this process is gone: {exception.Message}", exception);
        }

        var channel = new MessageChannel(pipe);
        var begin = Task.Run(() => channel.ReceiveAsync()).GetAwaiter().GetResult() as BeginMessage
            ?? throw new PlatformStartException("The supervisor that started this process is gone.");
        var process = new SupervisedProcess(channel, begin);
        _ = process.ListenAsync();
        return process;
    }

    /// <summary>Tells something; a supervisor that is gone hears nothing.</summary>
    public Task TellAsync(ChannelMessage message) => _channel.TrySendAsync(message);

    /// <summary>Passes on a line of the log, in order.</summary>
    public void Log(LogLevel level, string category, EventId eventId, string text, Exception? exception) =>
        _log.Writer.TryWrite(new LogMessage(level, category, eventId.Id, text, exception?.ToString()));

    /// <summary>Passes on what of the log still waits; what is logged later is not heard.</summary>
    public Task FlushAsync()
    {
        _log.Writer.TryComplete();
        return _logging;
    }

    private async Task SendLogAsync()
    {
        await foreach (var line in _log.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await TellAsync(line).ConfigureAwait(false);
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            while (await _channel.ReceiveAsync().ConfigureAwait(false) is { } message and not StopMessage)
            {
                switch (message)
                {
                    case DrainMessage drain when OnDrain is { } act:
                        // Not awaited: a drain lasts as long as what runs, and the next message may be to stop that.
                        _ = act(drain.Begins);
                        break;
                    case OthersMessage others:
                        Others = others;
                        break;
                    default:
                        break;
                }
            }
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }
}
