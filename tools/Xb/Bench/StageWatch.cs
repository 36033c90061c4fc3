using System.Diagnostics;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Bench;

/// <summary>Time of the stages that a forecast tells of, on the clock and on the processors, and what they allocate.</summary>
internal sealed class StageWatch : IProgress<ForecastProgress>
{
    private readonly Dictionary<string, (double Clock, double Processor, long Bytes)> _stages = [];
    private readonly List<string> _order = [];
    private string? _stage;
    private long _since;
    private TimeSpan _processor;
    private long _bytes;

    /// <summary>Stages in the order of their first beginning, seconds and bytes of each.</summary>
    public IEnumerable<(string Stage, double Clock, double Processor, long Bytes)> Stages =>
        _order.Select(stage => (stage, _stages[stage].Clock, _stages[stage].Processor, _stages[stage].Bytes));

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

        (_stage, _since, _processor, _bytes) = (stage, Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
    }

    /// <summary>Ends the stage that is under way.</summary>
    public void End()
    {
        if (_stage is { } stage)
        {
            var (clock, processor, bytes) = _stages[stage];
            _stages[stage] = (
                clock + Stopwatch.GetElapsedTime(_since).TotalSeconds,
                processor + (Process.GetCurrentProcess().TotalProcessorTime - _processor).TotalSeconds,
                bytes + GC.GetTotalAllocatedBytes() - _bytes);
            _stage = null;
        }
    }
}
