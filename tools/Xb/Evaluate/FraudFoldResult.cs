namespace XbFunctions.Xb.Evaluate;

/// <summary>What one fold gave.</summary>
/// <param name="TrainStart">First day of training.</param>
/// <param name="TrainRows">Rows trained on.</param>
/// <param name="TrainFrauds">Frauds among them.</param>
/// <param name="TestRows">Rows tested on.</param>
/// <param name="TestFrauds">Frauds among them; null where labels are withheld.</param>
/// <param name="AucRoc">Area under the ROC curve; null as above.</param>
/// <param name="AveragePrecision">Average precision; null as above.</param>
/// <param name="CardPrecision100">Share of defrauded customers among the 100 of highest score a day; null as above.</param>
internal sealed record FraudFoldResult(
    DateOnly TrainStart,
    int TrainRows,
    int TrainFrauds,
    int TestRows,
    int? TestFrauds,
    double? AucRoc,
    double? AveragePrecision,
    double? CardPrecision100);
