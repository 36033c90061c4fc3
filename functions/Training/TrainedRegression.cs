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
        LightGbmLibrary.Check(
            LightGbmNative.BoosterPredictForMat(
                _booster, rows, LightGbmNative.Float32, answers.Length, _width, 1, 0, 0, -1, Quiet, out _, answers),
            "Predicting");
    }

    /// <summary>Frees the native trees.</summary>
    public void Dispose() => _booster.Dispose();
}
