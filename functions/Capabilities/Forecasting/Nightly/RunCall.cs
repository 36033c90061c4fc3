namespace XbFunctions.Capabilities.Forecasting;

/// <summary>One call of a run: what it is called, and whether its time is over. Not thread-safe.</summary>
/// <param name="run">Name of the run.</param>
/// <param name="limit">Longest time of the call.</param>
/// <param name="clock">Clock and log.</param>
/// <param name="progress">Told the share of the run that is done; null for nobody.</param>
internal sealed class RunCall(string run, TimeSpan limit, NightlyClock clock, IProgress<ForecastProgress>? progress)
{
    private readonly long _started = clock.Time.GetTimestamp();
    private bool _hasWorked;

    /// <summary>Name of the run.</summary>
    public string Run { get; } = run;

    /// <summary>Told the share of the run that is done; null for nobody.</summary>
    public IProgress<ForecastProgress>? Progress { get; } = progress;

    /// <summary>Asks before a step that leaves something behind. The first is always taken, so that every call comes further.</summary>
    /// <param name="step">What is next, for the log.</param>
    /// <returns>True where the time is over and the step is the next call's.</returns>
    public bool MustPause(string step)
    {
        if (_hasWorked && clock.Time.GetElapsedTime(_started) > limit)
        {
            clock.Logger.RunPaused(Run, limit.TotalMinutes, step);
            return true;
        }

        _hasWorked = true;
        return false;
    }

    /// <summary>Name of a blob of the run.</summary>
    /// <param name="name">Its name within the run.</param>
    public string Blob(string name) => $"runs/{Run}/{name}";
}
