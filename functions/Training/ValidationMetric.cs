namespace XbFunctions.Training;

/// <summary>What early stopping watches on the validation part.</summary>
public enum ValidationMetric
{
    /// <summary>Mean negative log likelihood; lower is better.</summary>
    LogLoss,

    /// <summary>Area under the ROC curve; higher is better.</summary>
    AucRoc,

    /// <summary>Average precision; higher is better. Looks at the rare positives only.</summary>
    AveragePrecision,
}
