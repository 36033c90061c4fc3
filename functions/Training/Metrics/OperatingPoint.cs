namespace XbFunctions.Training;

/// <summary>What a threshold on the score would do. All rates are in [0, 1].</summary>
/// <param name="Threshold">Rows with a score at or above it are flagged; positive infinity flags none.</param>
/// <param name="Recall">Share of the positives that is flagged.</param>
/// <param name="FalsePositiveRate">Share of the negatives that is flagged.</param>
/// <param name="Precision">Share of the flagged that is positive; NaN where none is flagged.</param>
public readonly record struct OperatingPoint(double Threshold, double Recall, double FalsePositiveRate, double Precision);
