namespace XbFunctions.State;

/// <summary>A fault of stored state: the root of this project's exceptions.</summary>
/// <param name="message">What is wrong, where, what was expected and what was found.</param>
/// <param name="inner">The cause, where there is one.</param>
public class StateException(string message, Exception? inner = null) : Exception(message, inner);
