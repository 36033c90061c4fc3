using System.Diagnostics;
using XbFunctions.Host;

namespace XbFunctions.App.Tests;

/// <summary>The function app as a process of its own, on free ports and a data folder of the test's.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(4);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private TaskCompletionSource _wrote = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(Process process) => _process = process;

    /// <summary>Where it is found.</summary>
    public PlatformAddresses Addresses { get; private set; } = null!;

    /// <summary>Starts it and waits until it says where its hub is, which is the last thing it says.</summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="isolated">Whether each function group runs in a process of its own.</param>
    /// <param name="settings">Further settings, as the command line takes them.</param>
    public static async Task<AppProcess> StartAsync(string dataFolder, bool isolated, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "XbFunctions.App.dll"),
                "--XbHost:HttpPort=0",
                "--XbHost:AmqpPort=0",
                $"--XbHost:DataDirectory={dataFolder}",

                // A loaded machine is no fault of what is checked.
                "--Health:CheckTimeout=00:01:00",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        if (isolated)
        {
            start.ArgumentList.Add("--isolate");
        }

        var app = new AppProcess(Process.Start(start)!);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app._process.OutputDataReceived += (_, line) => app.Take(line.Data, ready);
        app._process.ErrorDataReceived += (_, line) => app.Take(line.Data, ready);
        app._process.EnableRaisingEvents = true;
        app._process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The app ended: {app.Output}"));
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        await ready.Task.WaitAsync(SafetyNet);
        app.Addresses = PlatformAddresses.Find(dataFolder)
            ?? throw new InvalidOperationException($"The app wrote no addresses: {app.Output}");
        return app;
    }

    /// <summary>Ends it as an out-of-memory killer does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(SafetyNet);
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(SafetyNet);
        return _process.ExitCode;
    }

    /// <summary>Waits for the process of a function group.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="life">1 for its first process, 2 for the one started after that died.</param>
    /// <returns>The process.</returns>
    public async Task<Process> GroupAsync(string group, int life)
    {
        while (true)
        {
            Task wrote;
            lock (_output)
            {
                wrote = _wrote.Task;
                var ids = _output.Select(line => GroupProcess().Match(line)).Where(match => match.Groups["group"].Value == group).ToArray();
                if (ids.Length >= life)
                {
                    return Process.GetProcessById(int.Parse(ids[life - 1].Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            await wrote.WaitAsync(SafetyNet);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    private void Take(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
            _wrote.TrySetResult();
            _wrote = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (line.Contains("Event Hubs at ", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"Process (?<id>\d+) runs (?<group>\S+)\.$")]
    private static partial System.Text.RegularExpressions.Regex GroupProcess();
}
