namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A group that a customer belongs to.</summary>
/// <param name="Name">Such as <c>loyal</c>.</param>
/// <param name="Why">The facts that put the customer there, in a sentence.</param>
public sealed record CustomerSegment(string Name, string Why);
