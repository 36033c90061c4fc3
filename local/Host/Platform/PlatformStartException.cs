namespace XbFunctions.Host;

/// <summary>The local platform cannot start; the message is one clear text for the operator: what is wrong, and what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">The fault behind it, when there is one.</param>
public sealed class PlatformStartException(string message, Exception? innerException = null) : Exception(message, innerException);
