using System.Globalization;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Train;

/// <summary>Tells of a long training: where nothing can be drawn over, a line every so many steps and at the end of each pass.</summary>
/// <param name="terminal">Where lines are written.</param>
/// <param name="bar">The bar.</param>
internal sealed class NetworkSteps(CommandTerminal terminal, IProgress<WorkDone> bar) : IProgress<NetworkProgress>
{
    private const int LineSteps = 50;

    /// <inheritdoc/>
    public void Report(NetworkProgress value)
    {
        var note = string.Create(
            CultureInfo.InvariantCulture, $"epoch {value.Epoch}, step {value.Step} of {value.StepsOfEpoch}, loss {value.Loss:0.000}, held out {value.Metric ?? 0:0.000}");
        if (terminal.IsLive)
        {
            bar.Report(new WorkDone((value.Epoch - 1 + ((double)value.Step / value.StepsOfEpoch)) / value.MaxEpochs, note));
        }
        else if (value.Step % LineSteps == 0 || value.Step == value.StepsOfEpoch)
        {
            terminal.Line(note);
        }
    }
}
