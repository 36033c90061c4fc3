using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>A finished training run: the trees, and the trainer itself to ask for its own predictions.</summary>
public sealed class TrainedTrees : IDisposable
{
    private const int Probability = 0;
    private const int Contribution = 3;

    private readonly BoosterHandle _booster;

    internal TrainedTrees(BoosterHandle booster, TreeEnsemble ensemble, int iterations, double? validationMetric)
    {
        _booster = booster;
        Ensemble = ensemble;
        Iterations = iterations;
        ValidationMetric = validationMetric;
    }

    /// <summary>The trees up to the best iteration; their raw score is log odds.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <summary>Number of trees kept.</summary>
    public int Iterations { get; }

    /// <summary>Value of the watched metric at <see cref="Iterations"/>, or <see langword="null"/> without a validation part.</summary>
    public double? ValidationMetric { get; }

    /// <summary>The trainer's own probabilities, which an export is held to.</summary>
    /// <param name="rows">Row-major values, shape <c>[rowCount, columns]</c>; NaN is missing.</param>
    /// <param name="rowCount">Number of rows, above 0.</param>
    /// <param name="scores">Destination, shape <c>[rowCount]</c>, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A span's length does not fit <paramref name="rowCount"/>.</exception>
    public void Predict(ReadOnlySpan<float> rows, int rowCount, Span<double> scores) => Predict(Probability, rows, rowCount, scores, 1);

    /// <summary>The trainer's own SHAP values, the base value last.</summary>
    /// <param name="rows">Row-major values, shape <c>[rowCount, columns]</c>.</param>
    /// <param name="rowCount">Number of rows, above 0.</param>
    /// <param name="contributions">Destination, shape <c>[rowCount, columns + 1]</c>, in log odds.</param>
    internal void Contributions(ReadOnlySpan<float> rows, int rowCount, Span<double> contributions) =>
        Predict(Contribution, rows, rowCount, contributions, Ensemble.Columns.Count + 1);

    /// <summary>Frees the native trainer; <see cref="Ensemble"/> stays usable.</summary>
    public void Dispose() => _booster.Dispose();

    private void Predict(int type, ReadOnlySpan<float> rows, int rowCount, Span<double> results, int resultsPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, rowCount * Ensemble.Columns.Count, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, rowCount * resultsPerRow, nameof(results));
        var width = Ensemble.Columns.Count;
        using var threads = LightGbmThreads.OfProcess.Enter(Environment.ProcessorCount);
        var code = LightGbmNative.BoosterPredictForMat(
            _booster, rows, LightGbmNative.Float32, rowCount, width, 1, type, 0, Iterations, LightGbmLibrary.Quiet, out _, results);
        LightGbmLibrary.Check(code, "Predicting");
    }
}
