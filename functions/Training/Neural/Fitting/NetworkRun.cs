namespace XbFunctions.Training.Neural;

/// <summary>What a finished training run says of itself.</summary>
/// <param name="Epochs">Passes done.</param>
/// <param name="BestEpoch">Pass after which the metric was best; <paramref name="Epochs"/> without a metric.</param>
/// <param name="BestMetric">The metric then, or <see langword="null"/> without one.</param>
/// <param name="Loss">Mean loss of the last pass's batches.</param>
public sealed record NetworkRun(int Epochs, int BestEpoch, double? BestMetric, double Loss);
