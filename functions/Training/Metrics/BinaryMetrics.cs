namespace XbFunctions.Training;

/// <summary>
/// Measures of a score for two classes. Scores have shape <c>[rows]</c>, higher means more likely positive; labels have the same shape, 1
/// for the positive class and 0 for the other. A measure that needs a class which is absent is NaN. Rows of equal score count as one step.
/// </summary>
public static class BinaryMetrics
{
    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half.</summary>
    /// <param name="scores">Scores, none of them NaN.</param>
    /// <param name="labels">1 or 0.</param>
    /// <returns>In [0, 1], or NaN where a class is absent.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or a label is neither 0 nor 1.</exception>
    public static double AucRoc(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        double area = 0;
        double flagged = 0;
        var steps = RankedSteps.Of(scores, labels);
        foreach (var step in steps.Steps)
        {
            area += step.Negatives * (flagged + (step.Positives / 2.0));
            flagged += step.Positives;
        }

        return area / ((double)steps.Positives * steps.Negatives);
    }

    /// <summary>
    /// Average precision: precision at each step of the ranking, weighted by the recall that the step adds, without interpolation.
    /// </summary>
    /// <param name="scores">Scores, none of them NaN.</param>
    /// <param name="labels">1 or 0.</param>
    /// <returns>In (0, 1], or NaN where there is no positive.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or a label is neither 0 nor 1.</exception>
    public static double AveragePrecision(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        double sum = 0;
        double positives = 0;
        double rows = 0;
        var steps = RankedSteps.Of(scores, labels);
        foreach (var step in steps.Steps)
        {
            positives += step.Positives;
            rows += step.Positives + step.Negatives;
            sum += step.Positives * positives / rows;
        }

        return sum / steps.Positives;
    }

    /// <summary>The lowest threshold that flags no more than a given share of the negatives.</summary>
    /// <param name="scores">Scores, none of them NaN.</param>
    /// <param name="labels">1 or 0.</param>
    /// <param name="falsePositiveRate">Share of the negatives that may be flagged, in [0, 1].</param>
    /// <returns>The threshold and what it does; rates of an absent class are NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or a label is neither 0 nor 1.</exception>
    public static OperatingPoint AtFalsePositiveRate(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(falsePositiveRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(falsePositiveRate, 1);
        var steps = RankedSteps.Of(scores, labels);
        var threshold = double.PositiveInfinity;
        double positives = 0;
        double negatives = 0;
        foreach (var step in steps.Steps)
        {
            if (negatives + step.Negatives > falsePositiveRate * steps.Negatives)
            {
                break;
            }

            positives += step.Positives;
            negatives += step.Negatives;
            threshold = step.Score;
        }

        return new OperatingPoint(
            threshold, positives / steps.Positives, negatives / steps.Negatives, positives / (positives + negatives));
    }

    /// <summary>Share of the positives flagged at the lowest threshold that flags no more than a given share of the negatives.</summary>
    /// <param name="scores">Scores, none of them NaN.</param>
    /// <param name="labels">1 or 0.</param>
    /// <param name="falsePositiveRate">Share of the negatives that may be flagged, in [0, 1].</param>
    /// <returns>In [0, 1], or NaN where there is no positive.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or a label is neither 0 nor 1.</exception>
    public static double RecallAtFalsePositiveRate(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, double falsePositiveRate) =>
        AtFalsePositiveRate(scores, labels, falsePositiveRate).Recall;

    /// <summary>
    /// Mean negative log likelihood. A probability of exactly 0 or 1 is moved inwards by 1e-15, so that one miss is not infinite.
    /// </summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">1 or 0.</param>
    /// <returns>0 or more, or NaN where there are no rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double LogLoss(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        RankedSteps.RequireEqualLengths(probabilities, labels);
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var probability = Math.Clamp(probabilities[i], 1e-15, 1 - 1e-15);
            sum -= Math.Log(labels[i] == 1 ? probability : 1 - probability);
        }

        return sum / labels.Length;
    }

    /// <summary>Brier score: mean squared difference between probability and label.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">1 or 0.</param>
    /// <returns>In [0, 1], or NaN where there are no rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Brier(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        RankedSteps.RequireEqualLengths(probabilities, labels);
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var difference = (double)probabilities[i] - labels[i];
            sum += difference * difference;
        }

        return sum / labels.Length;
    }
}
