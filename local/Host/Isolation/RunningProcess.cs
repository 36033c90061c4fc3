using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>One life of a function process, with its channel.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private RunningProcess(Process process, MessageChannel channel) => (_process, Channel, Exited) = (process, channel, process.WaitForExitAsync());

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The channel to it.</summary>
    public MessageChannel Channel { get; }

    /// <summary>Completes when it has ended and all that it wrote was read.</summary>
    public Task Exited { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a process and tells it who it is.</summary>
    /// <exception cref="PlatformStartException">The program cannot be started.</exception>
    public static async Task<RunningProcess> StartAsync(
        FunctionProcessStart start, BeginMessage begin, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // Random, so that no other user of the machine can wait there before us.
        var name = $"xbhost-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var process = Launch(start.ToStartInfo(name), loggers.CreateLogger("Process." + begin.Group.Name));
        var running = new RunningProcess(process, new MessageChannel(pipe));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(ConnectTimeout);
        _ = running.Exited.ContinueWith(_ => TryCancel(ended), TaskScheduler.Default);
        try
        {
            await pipe.WaitForConnectionAsync(ended.Token).ConfigureAwait(false);
            await running.Channel.TrySendAsync(begin, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It ended first, or is ended below by its owner.
        }

        return running;
    }

    /// <summary>Hands over each message until the process is gone.</summary>
    public async Task HearAsync(Action<ChannelMessage> take)
    {
        while (await Channel.ReceiveAsync().ConfigureAwait(false) is { } message)
        {
            take(message);
        }
    }

    /// <summary>Tells the process to stop and waits for its end; ends it when it takes too long.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        await Channel.TrySendAsync(new StopMessage()).ConfigureAwait(false);
        try
        {
            await Exited.WaitAsync(grace).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited.ConfigureAwait(false);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static Process Launch(ProcessStartInfo start, ILogger output)
    {
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Relay(line.Data, output.ProcessWrote);
        process.ErrorDataReceived += (_, line) => Relay(line.Data, output.ProcessComplained);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new PlatformStartException($"could not be started ({start.FileName}: {exception.Message})", exception);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Relay(string? line, Action<string> write)
    {
        if (line is { Length: > 0 })
        {
            write(line);
        }
    }

    private static void TryCancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It connected and lived on.
        }
    }
}
