using System.Diagnostics;
using System.Globalization;

namespace XbFunctions.Xb.Chaos;

/// <summary>A process that is killed, paused and started again under the same name; what it prints goes to a file for each life.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly string _logFolder;
    private readonly Func<ProcessStartInfo> _start;
    private readonly Action<string> _heard;
    private Process? _process;
    private StreamWriter? _log;
    private int _lives;

    /// <param name="name">Name in messages and log files.</param>
    /// <param name="logFolder">Where its output goes.</param>
    /// <param name="start">Makes the start information of its next life.</param>
    /// <param name="heard">Takes each line that it prints.</param>
    public ChildProcess(string name, string logFolder, Func<ProcessStartInfo> start, Action<string> heard) =>
        (Name, _logFolder, _start, _heard) = (name, logFolder, start, heard);

    /// <summary>Name in messages.</summary>
    public string Name { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Completes when its current life ends.</summary>
    public Task Exited => _process?.WaitForExitAsync() ?? Task.CompletedTask;

    /// <summary>The command line of this very program with other arguments.</summary>
    /// <param name="assembly">Path of the .dll to run.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Dotnet(string assembly, params IEnumerable<string> arguments) => new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Sends a POSIX signal to any process.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="signal">Its name, such as <c>STOP</c>.</param>
    public static async Task SignalAsync(int processId, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts its next life.</summary>
    public void Start()
    {
        _lives++;
        _log?.Dispose();
        _log = new StreamWriter(Path.Combine(_logFolder, string.Create(CultureInfo.InvariantCulture, $"{Name}-{_lives}.log"))) { AutoFlush = true };
        var writer = TextWriter.Synchronized(_log);
        _process = new Process { StartInfo = _start() };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, writer);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, writer);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Kills it as an out-of-memory killer does, and waits for the end.</summary>
    public async Task KillAsync()
    {
        if (IsRunning)
        {
            _process!.Kill();
            await Exited;
        }
    }

    /// <summary>Ends it as an operator does, by SIGTERM: a process that was started in the background may be deaf to Ctrl-C.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <returns>Whether it ended in time with exit code 0.</returns>
    public async Task<bool> TerminateAsync(TimeSpan limit)
    {
        if (!IsRunning)
        {
            return false;
        }

        await SignalAsync(_process!.Id, "TERM");
        try
        {
            await Exited.WaitAsync(limit);
            return _process.ExitCode == 0;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    private void Hear(string? line, TextWriter log)
    {
        if (line is null)
        {
            return;
        }

        try
        {
            log.WriteLine(line);
        }
        catch (ObjectDisposedException)
        {
            // The last words of a life whose file is closed already.
        }

        _heard(line);
    }
}
