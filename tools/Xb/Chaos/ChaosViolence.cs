using System.Globalization;

namespace XbFunctions.Xb.Chaos;

/// <summary>Does violence to the platform at random moments: kills, pauses, hub restarts, storage storms, clocks that jump.</summary>
/// <param name="platform">The victim.</param>
/// <param name="options">Seed and mean interval.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosViolence(ChaosPlatform platform, ChaosOptions options, TimeProvider time)
{
    private const double StormShare = 0.35;
    private readonly Random _random = new(options.Seed + 1);
    private readonly List<Task> _pauses = [];

    /// <summary>What was done, by act.</summary>
    public IReadOnlyDictionary<string, long> Acts => _acts;

    /// <summary>Processes that were killed.</summary>
    public long Kills { get; private set; }

    private readonly Dictionary<string, long> _acts = new(StringComparer.Ordinal);

    /// <summary>Goes on until told to stop; paused processes are going again when it returns.</summary>
    /// <param name="told">Told of each act.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(Action<string> told, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.FaultInterval * -Math.Log(1 - _random.NextDouble()), time, stopping);
                var act = await ActAsync(stopping);
                told(act);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        platform.Faults.Burst(null);
        await Task.WhenAll(_pauses);
    }

    private Task<string> ActAsync(CancellationToken stopping) => Draw() switch
    {
        < 50 => KillFunctionAsync(),
        < 58 => KillHttpAsync(),
        < 70 => KillInstanceAsync(),
        < 78 => RestartHubAsync(),
        < 93 => PauseAsync(stopping),
        _ => StormAsync(stopping),
    };

    private int Draw() => options.Acts switch
    {
        ChaosActs.Kills => _random.Next(78),
        ChaosActs.Pauses => _random.Next(78, 93),
        _ => _random.Next(100),
    };

    private AppInstance AnyInstance => platform.Instances[_random.Next(platform.Instances.Count)];

    // An instance that has just been killed has none for a moment.
    private (AppInstance Instance, string Group, int Id)? AnyStreamProcess()
    {
        var all = platform.Instances.SelectMany(static instance => instance.StreamProcesses.Select(process => (instance, process.Key, process.Value))).ToArray();
        return all.Length == 0 ? null : all[_random.Next(all.Length)];
    }

    private async Task<string> KillFunctionAsync()
    {
        if (AnyStreamProcess() is not var (instance, group, id))
        {
            return Count("nothing to kill");
        }

        await KillAsync(id);
        return Count("function processes killed", $"killed {group} of {instance.Name}");
    }

    private async Task<string> KillHttpAsync()
    {
        var instance = AnyInstance;
        if (instance.HttpProcess is not { } id)
        {
            return Count("nothing to kill");
        }

        await KillAsync(id);
        return Count("HTTP processes killed", $"killed http of {instance.Name}");
    }

    private async Task<string> KillInstanceAsync()
    {
        var instance = AnyInstance;
        await instance.KillAsync();
        Kills++;

        // Its next life has another idea of the time.
        instance.Start();
        return Count("instances killed, back with another clock", $"killed {instance.Name}");
    }

    /// <summary>Pauses a function process longer than its partitions stay its own: it comes back as a second owner.</summary>
    private async Task<string> PauseAsync(CancellationToken stopping)
    {
        if (AnyStreamProcess() is not var (instance, group, id))
        {
            return Count("nothing to pause");
        }

        var length = ChaosOptions.OwnershipExpiration * (0.2 + (2 * _random.NextDouble()));
        await ChildProcess.SignalAsync(id, "STOP");
        _pauses.Add(ResumeAsync(id, length, stopping));
        return Count("function processes paused", string.Create(CultureInfo.InvariantCulture, $"paused {group} of {instance.Name} for {length.TotalSeconds:0.0} s"));
    }

    private async Task ResumeAsync(int id, TimeSpan after, CancellationToken stopping)
    {
        await Task.Delay(after, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ChildProcess.SignalAsync(id, "CONT");
    }

    private async Task<string> RestartHubAsync()
    {
        await platform.RestartHubAsync();
        Kills++;
        return Count("hub killed and started again");
    }

    private Task<string> StormAsync(CancellationToken stopping)
    {
        platform.Faults.Burst(StormShare);
        var length = TimeSpan.FromSeconds(1 + (4 * _random.NextDouble()));
        _pauses.Add(CalmAsync(length, stopping));
        return Task.FromResult(Count("storage storms"));
    }

    private async Task CalmAsync(TimeSpan after, CancellationToken stopping)
    {
        await Task.Delay(after, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        platform.Faults.Burst(null);
    }

    private async Task KillAsync(int id)
    {
        await ChildProcess.SignalAsync(id, "KILL");
        Kills++;
    }

    private string Count(string act, string? told = null)
    {
        _acts[act] = _acts.GetValueOrDefault(act) + 1;
        return told ?? act;
    }
}
