namespace XbFunctions.Capabilities.Fraud;

/// <summary>A policy that cannot be used, or a store that refuses a change. The message names rule, member and position.</summary>
/// <param name="message">What is wrong, where, expected and got.</param>
/// <param name="inner">What led to it.</param>
public sealed class PolicyException(string message, Exception? inner = null) : Exception(message, inner);
