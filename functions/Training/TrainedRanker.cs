using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>Trees that put the rows of a list in order: the higher the score, the nearer to the top.</summary>
public sealed class TrainedRanker : IDisposable
{
    private const int RawScore = 1;

    private readonly BoosterHandle _booster;
    private readonly int _columns;

    internal TrainedRanker(BoosterHandle booster, TreeEnsemble ensemble, int iterations, double? validationMetric)
    {
        (_booster, _columns, Iterations, ValidationMetric) = (booster, ensemble.Columns.Count, iterations, validationMetric);
        Ensemble = ensemble;
    }

    /// <summary>The trees; their raw score is what <see cref="Score"/> gives.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <summary>Number of trees used.</summary>
    public int Iterations { get; }

    /// <summary>NDCG@10 on the validation groups at <see cref="Iterations"/>, or <see langword="null"/> without such.</summary>
    public double? ValidationMetric { get; }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Row-major values, shape <c>[scores.Length, columns]</c>; NaN is missing.</param>
    /// <param name="scores">Destination.</param>
    /// <exception cref="ArgumentOutOfRangeException">The spans do not fit each other.</exception>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, scores.Length * _columns, nameof(rows));
        using var threads = LightGbmThreads.OfProcess.Enter(Environment.ProcessorCount);
        var code = LightGbmNative.BoosterPredictForMat(
            _booster, rows, LightGbmNative.Float32, scores.Length, _columns, 1, RawScore, 0, Iterations, LightGbmLibrary.Quiet, out _, scores);
        LightGbmLibrary.Check(code, "Predicting");
    }

    /// <summary>Frees the native trees.</summary>
    public void Dispose() => _booster.Dispose();
}
