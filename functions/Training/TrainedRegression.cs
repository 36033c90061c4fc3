namespace XbFunctions.Training;

/// <summary>Trees that answer a number. Not thread-safe while it is disposed.</summary>
public sealed class TrainedRegression : IDisposable
{
    private readonly BoosterHandle _booster;
    private readonly int _width;

    internal TrainedRegression(BoosterHandle booster, int width) => (_booster, _width) = (booster, width);

    /// <summary>Answers rows.</summary>
    /// <param name="rows">Row-major values, shape <c>[answers, width]</c>; NaN is missing.</param>
    /// <param name="answers">Destination, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths do not fit each other.</exception>
    /// <exception cref="TrainerException">LightGBM reports an error.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<double> answers)
    {
        ArgumentOutOfRangeException.ThrowIfZero(answers.Length, nameof(answers));
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, answers.Length * _width, nameof(rows));
        // One thread: a caller that has many rows splits them over its own.
        const string Quiet = "verbosity=-1 num_threads=1";
        using var threads = LightGbmThreads.OfProcess.Enter(1);
        LightGbmLibrary.Check(
            LightGbmNative.BoosterPredictForMat(
                _booster, rows, LightGbmNative.Float32, answers.Length, _width, 1, 0, 0, -1, Quiet, out _, answers),
            "Predicting");
    }

    /// <summary>How much each column's splits have lowered the objective, summed over the trees.</summary>
    /// <returns>Gains of 0 or more, shape <c>[width]</c>.</returns>
    /// <exception cref="TrainerException">LightGBM reports an error.</exception>
    public double[] Gains()
    {
        const int Gain = 1;
        const int AllTrees = -1;
        var gains = new double[_width];
        LightGbmLibrary.Check(LightGbmNative.BoosterFeatureImportance(_booster, AllTrees, Gain, gains), "Reading gains");
        return gains;
    }

    /// <summary>Frees the native trees.</summary>
    public void Dispose() => _booster.Dispose();
}
