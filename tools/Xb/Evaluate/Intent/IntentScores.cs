using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>One line of the result, the mean over the folds.</summary>
/// <param name="Model">What predicted.</param>
/// <param name="HasPageValues">Whether it saw the page values.</param>
/// <param name="AucRoc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="LogLoss">Mean negative log likelihood.</param>
internal sealed record IntentScores(string Model, bool HasPageValues, double AucRoc, double AveragePrecision, double LogLoss)
{
    /// <summary>Rates predictions: the mean over folds, as a model trained in one fold is on a scale of its own.</summary>
    /// <param name="model">What predicted.</param>
    /// <param name="hasPageValues">Whether it saw the page values.</param>
    /// <param name="folds">Predictions and labels of each fold.</param>
    public static IntentScores Of(string model, bool hasPageValues, IReadOnlyList<(float[] Scores, float[] Labels)> folds) => new(
        model,
        hasPageValues,
        folds.Average(static fold => BinaryMetrics.AucRoc(fold.Scores, fold.Labels)),
        folds.Average(static fold => BinaryMetrics.AveragePrecision(fold.Scores, fold.Labels)),
        folds.Average(static fold => BinaryMetrics.LogLoss(fold.Scores, fold.Labels)));
}
