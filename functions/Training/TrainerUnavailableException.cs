namespace XbFunctions.Training;

/// <summary>The trainer's native library does not load on this machine. The message is one line and says what to install.</summary>
public sealed class TrainerUnavailableException : TrainerException
{
    /// <summary>Says what to install.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">The loader's fault.</param>
    public TrainerUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
