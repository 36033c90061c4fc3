using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace XbFunctions.Xb.Chaos;

/// <summary>One instance of the app: a supervisor and the processes of its function groups.</summary>
internal sealed partial class AppInstance : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly ChildProcess _supervisor;
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="number">Number of the instance, from 0.</param>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="environment">Its settings at the moment of a start, by environment variable.</param>
    public AppInstance(int number, string folder, Func<IReadOnlyDictionary<string, string>> environment)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"app-{number}");
        _supervisor = new ChildProcess(name, Path.Combine(folder, "logs"), Start, Hear);

        ProcessStartInfo Start()
        {
            var start = ChildProcess.Dotnet(typeof(App.AppServices).Assembly.Location, "--isolate", $"--XbHost:DataDirectory={Path.Combine(folder, name)}");
            foreach (var (key, value) in environment())
            {
                start.Environment[key] = value;
            }

            return start;
        }
    }

    /// <summary>Its name in messages.</summary>
    public string Name => _supervisor.Name;

    /// <summary>
    /// The processes of the functions but those of HTTP, by group, as last heard; none before all run. A process that dies before that ends the
    /// instance, as a function that cannot start does.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, int>> StreamProcesses => !_ready.Task.IsCompletedSuccessfully
        ? []
        : [.. _groups.Where(static group => group.Key != "http").OrderBy(static group => group.Key, StringComparer.Ordinal)];

    /// <summary>The process of the HTTP functions; <see langword="null"/> before all functions run.</summary>
    public int? HttpProcess => _ready.Task.IsCompletedSuccessfully && _groups.TryGetValue("http", out var id) ? id : null;

    /// <summary>Completes once all its functions run in the current life.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Starts its next life; does not wait.</summary>
    public void Start()
    {
        _groups.Clear();
        _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _supervisor.Start();
        var ready = _ready;
        _ = _supervisor.Exited.ContinueWith(
            _ => ready.TrySetException(new CommandException($"{Name} ended before its functions ran; its log says why.")), TaskScheduler.Default);
    }

    /// <summary>Kills the supervisor; its function processes end when they miss it.</summary>
    public Task KillAsync() => _supervisor.KillAsync();

    /// <summary>Whether the supervisor runs.</summary>
    public bool IsRunning => _supervisor.IsRunning;

    /// <summary>Ends it cleanly.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <returns>Whether it ended cleanly.</returns>
    public Task<bool> StopAsync(TimeSpan limit) => _supervisor.TerminateAsync(limit);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in _groups.Values)
        {
            await ChildProcess.SignalAsync(id, "CONT");
        }

        await _supervisor.DisposeAsync();
    }

    private void Hear(string line)
    {
        if (Runs().Match(line) is { Success: true } match)
        {
            _groups[match.Groups["group"].Value] = int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture);
        }
        else if (line.Contains("HTTP functions at ", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    [GeneratedRegex(@"Process (?<id>\d+) runs (?<group>\S+)\.$", RegexOptions.ExplicitCapture)]
    private static partial Regex Runs();
}
