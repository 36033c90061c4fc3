using System.Diagnostics;

namespace XbFunctions.Xb.Bench;

/// <summary>Processor time of the platform's Azurite, which works on the same cores as the functions.</summary>
/// <param name="processId">Its process; null for none.</param>
internal sealed class StorageCost(int? processId) : IDisposable
{
    private readonly Process? _process = processId is { } id ? Process.GetProcessById(id) : null;

    /// <summary>Used since it started; zero where there is none.</summary>
    public TimeSpan Now()
    {
        _process?.Refresh();
        return _process is { HasExited: false } running ? running.TotalProcessorTime : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Dispose() => _process?.Dispose();
}
