using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One rate of one group of payments.</summary>
/// <param name="Dimension"><c>market</c>, <c>language</c> or <c>crossBorder</c>.</param>
/// <param name="Group">Such as <c>DE</c>; <c>unknown</c> where the payment did not say.</param>
/// <param name="Measure"><c>falsePositiveRate</c>: share of the genuine that was held up. <c>reviewRate</c>: share of all that was.</param>
/// <param name="Rows">Payments that the rate is of.</param>
/// <param name="Rate">The rate with its bootstrap interval.</param>
/// <param name="Ratio">Rate divided by everybody's, likewise; NaN where nobody was held up.</param>
/// <param name="Alarm">Whether the whole interval of the ratio lies outside the band.</param>
public sealed record FairnessEntry(
    string Dimension, string Group, string Measure, int Rows, Interval Rate, Interval Ratio, bool Alarm);
