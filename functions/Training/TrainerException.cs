namespace XbFunctions.Training;

/// <summary>A training run cannot be done. The message names what, expected and got.</summary>
public class TrainerException : Exception
{
    /// <summary>Names what went wrong.</summary>
    /// <param name="message">What, expected and got.</param>
    public TrainerException(string message)
        : base(message)
    {
    }

    /// <summary>Names what went wrong and keeps the fault that showed it.</summary>
    /// <param name="message">What, expected and got.</param>
    /// <param name="innerException">The fault of the native library or its loader.</param>
    public TrainerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
