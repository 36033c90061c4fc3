namespace XbFunctions.Training;

/// <summary>How far a training run is, reported after every tree.</summary>
/// <param name="Iteration">Trees built, from 1.</param>
/// <param name="MaxIterations">Trees at most; early stopping may end the run before.</param>
/// <param name="ValidationMetric">Metric on the validation part, or <see langword="null"/> where there is none.</param>
/// <param name="BestIteration">Trees at the best value of the metric so far; <paramref name="Iteration"/> where there is no metric.</param>
public readonly record struct TrainingProgress(int Iteration, int MaxIterations, double? ValidationMetric, int BestIteration);
