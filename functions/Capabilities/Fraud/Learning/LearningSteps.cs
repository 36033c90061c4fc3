using Microsoft.Extensions.Logging;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Tells the log and the caller how far a run is.</summary>
internal sealed class LearningSteps(string run, IProgress<LearningProgress>? progress, ILogger logger)
{
    private string _step = string.Empty;

    public void Begin(string step, double share)
    {
        _step = step;
        logger.LearningStep(run, step);
        progress?.Report(new LearningProgress(share, step));
    }

    public IProgress<double> Within(double from, double to) => new Part(this, from, to);

    private sealed class Part(LearningSteps steps, double from, double to) : IProgress<double>, IProgress<TrainingProgress>
    {
        public void Report(double value) => steps.Report(from + ((to - from) * value));

        public void Report(TrainingProgress value) => Report((double)value.Iteration / value.MaxIterations);
    }

    public IProgress<TrainingProgress> Training(double from, double to) => new Part(this, from, to);

    private void Report(double share) => progress?.Report(new LearningProgress(share, _step));
}
