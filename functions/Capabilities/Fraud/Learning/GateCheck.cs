namespace XbFunctions.Capabilities.Fraud;

/// <summary>One condition of the gate.</summary>
/// <param name="Name">Such as <c>averagePrecision</c>.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Champion">The champion's value; null where it does not count, or there is no champion.</param>
/// <param name="Challenger">The challenger's value.</param>
/// <param name="Text">The condition and what came of it, in a sentence.</param>
public sealed record GateCheck(string Name, bool Passed, double? Champion, double Challenger, string Text);
