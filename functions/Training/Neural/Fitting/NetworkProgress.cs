namespace XbFunctions.Training.Neural;

/// <summary>How far a network's training run is, reported after every step.</summary>
/// <param name="Epoch">Pass over the data, from 1.</param>
/// <param name="MaxEpochs">Passes at most; early stopping may end the run before.</param>
/// <param name="Step">Batches of this epoch done.</param>
/// <param name="StepsOfEpoch">Batches of this epoch.</param>
/// <param name="Loss">Mean loss of this epoch's batches so far.</param>
/// <param name="Metric">Metric after the last whole epoch, or <see langword="null"/> where there is none yet.</param>
/// <param name="BestEpoch">Epoch of the best metric so far; 0 where there is none yet.</param>
public readonly record struct NetworkProgress(
    int Epoch, int MaxEpochs, int Step, int StepsOfEpoch, double Loss, double? Metric, int BestEpoch);
