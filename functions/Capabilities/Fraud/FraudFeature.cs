namespace XbFunctions.Capabilities.Fraud;

/// <summary>One column of the fraud model's input, as training, serving, reasons and the documentation know it.</summary>
/// <param name="Name">Name of the column, lower case with underscores.</param>
/// <param name="Meaning">What it says, in a few words.</param>
/// <param name="Unit">Unit of the value: <c>flag</c> is 0 or 1, <c>base currency</c> its major units.</param>
/// <param name="Window">What the value is taken over: a span of event time that ends with the payment, or <c>payment</c> for the payment alone.</param>
/// <param name="Reason">Code of the reason that stands for the column in a decision.</param>
public sealed record FraudFeature(string Name, string Meaning, string Unit, string Window, string Reason);
