using System.Diagnostics;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Bench;

/// <summary>Time of the stages that a forecast tells of, on the clock and on the processors.</summary>
internal sealed class StageWatch : IProgress<ForecastProgress>
{
    private readonly Dictionary<string, (double Clock, double Processor)> _stages = [];
    private readonly List<string> _order = [];
    private string? _stage;
    private long _since;
    private TimeSpan _processor;

    /// <summary>Stages in the order of their first beginning, seconds of each.</summary>
    public IEnumerable<(string Stage, double Clock, double Processor)> Stages =>
        _order.Select(stage => (stage, _stages[stage].Clock, _stages[stage].Processor));

    /// <inheritdoc/>
    public void Report(ForecastProgress value) => Enter(value.Stage);

    /// <summary>Ends the stage that is under way and begins another, or goes on with it.</summary>
    public void Enter(string stage)
    {
        End();
        if (_stages.TryAdd(stage, default))
        {
            _order.Add(stage);
        }

        (_stage, _since, _processor) = (stage, Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
    }

    /// <summary>Ends the stage that is under way.</summary>
    public void End()
    {
        if (_stage is { } stage)
        {
            var (clock, processor) = _stages[stage];
            _stages[stage] = (
                clock + Stopwatch.GetElapsedTime(_since).TotalSeconds,
                processor + (Process.GetCurrentProcess().TotalProcessorTime - _processor).TotalSeconds);
            _stage = null;
        }
    }
}
