namespace XbFunctions.Inference;

/// <summary>Turns a model's raw score into a probability: points of a rising line, in the manifest as <c>calibration</c>.</summary>
public sealed record ScoreCalibration
{
    /// <summary>Method of points that isotonic regression found on held-out rows.</summary>
    public const string Isotonic = "isotonic";

    /// <summary>Where the points come from; <see cref="Isotonic"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Raw scores of the points, rising strictly, each in [0, 1].</summary>
    public required float[] X { get; init; }

    /// <summary>Probability at each of <see cref="X"/>, never falling, each in [0, 1].</summary>
    public required float[] Y { get; init; }

    /// <summary>The calibrated probability: a straight line between two points, level outside them. Never falls, allocates nothing.</summary>
    /// <param name="score">Raw score; NaN stays NaN.</param>
    public float Apply(float score)
    {
        if (float.IsNaN(score))
        {
            return score;
        }

        var at = Array.BinarySearch(X, score);
        if (at >= 0)
        {
            return Y[at];
        }

        var above = ~at;
        if (above == 0 || above == X.Length)
        {
            return Y[Math.Min(above, X.Length - 1)];
        }

        var share = (score - X[above - 1]) / (X[above] - X[above - 1]);
        return Y[above - 1] + (share * (Y[above] - Y[above - 1]));
    }

    /// <summary>Says what is wrong with the points.</summary>
    /// <returns>A sentence, or null when all is well.</returns>
    internal string? Problem()
    {
        if (Method != Isotonic)
        {
            return $"expected method '{Isotonic}', got '{Method}'";
        }

        if (X.Length == 0 || X.Length != Y.Length)
        {
            return $"expected as many x as y and at least one, got {X.Length} and {Y.Length}";
        }

        for (var i = 0; i < X.Length; i++)
        {
            if (!(X[i] is >= 0 and <= 1 && Y[i] is >= 0 and <= 1) || (i > 0 && !(X[i] > X[i - 1] && Y[i] >= Y[i - 1])))
            {
                return $"point {i} ({X[i]}, {Y[i]}) is outside [0, 1] or below the one before";
            }
        }

        return null;
    }
}
