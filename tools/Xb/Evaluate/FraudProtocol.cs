namespace XbFunctions.Xb.Evaluate;

/// <summary>Which days train and which test, and when labels become known. A fold is one start of training.</summary>
/// <param name="TrainStart">First day of training.</param>
/// <param name="TrainDays">Days of training, above 0.</param>
/// <param name="DelayDays">Days from a payment to its label, and between training and test; 0 or more.</param>
/// <param name="TestDays">Days of the test, above 0.</param>
/// <param name="WholeHistory">Whether all days before the end of training train, instead of its days alone.</param>
internal sealed record FraudProtocol(DateOnly TrainStart, int TrainDays, int DelayDays, int TestDays, bool WholeHistory)
{
    /// <summary>The day after the last day of training.</summary>
    public DateOnly TrainEnd => TrainStart.AddDays(TrainDays);

    /// <summary>First day of the test.</summary>
    public DateOnly TestStart => TrainEnd.AddDays(DelayDays);

    /// <summary>The day after the last day of the test.</summary>
    public DateOnly TestEnd => TestStart.AddDays(TestDays);

    /// <summary>Whether a day's rows train.</summary>
    /// <param name="day">The day.</param>
    public bool Trains(DateOnly day) => day < TrainEnd && (WholeHistory || day >= TrainStart);

    /// <summary>Whether a day's rows test.</summary>
    /// <param name="day">The day.</param>
    public bool Tests(DateOnly day) => day >= TestStart && day < TestEnd;

    /// <summary>
    /// Whether a fraud of a day is known on a day of the test, so that its customer is no longer tested: the card would have been blocked.
    /// Frauds before the days of training are not looked at, for their cards have been replaced.
    /// </summary>
    /// <param name="fraud">Day of the fraud.</param>
    /// <param name="tested">Day of the test.</param>
    public bool IsKnown(DateOnly fraud, DateOnly tested) =>
        fraud >= TrainStart && (fraud < TrainEnd || fraud < tested.AddDays(-DelayDays));
}
