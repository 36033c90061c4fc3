namespace XbFunctions.Xb;

/// <summary>An expected problem of a command: its message is the one line that the user sees, what is wrong and what to do.</summary>
/// <param name="message">One sentence or two.</param>
/// <param name="innerException">The fault behind it, when there is one.</param>
public sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
