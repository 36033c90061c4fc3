namespace XbFunctions.Capabilities.Inventory;

/// <summary>Why no plan is made.</summary>
/// <param name="Field">Parameter or member of the terms at fault.</param>
/// <param name="Detail">What is wrong with it, one sentence.</param>
public sealed record PlanRefusal(string Field, string Detail);
