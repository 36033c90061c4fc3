namespace XbFunctions.Inference;

/// <summary>
/// A model cannot be used: its bytes, its manifest and what it computes do not fit together. The message names what, expected and got.
/// </summary>
public sealed class InvalidModelException : Exception
{
    /// <summary>Names what does not fit.</summary>
    /// <param name="message">What, where, expected and got.</param>
    public InvalidModelException(string message)
        : base(message)
    {
    }

    /// <summary>Names what does not fit and keeps the fault that showed it.</summary>
    /// <param name="message">What, where, expected and got.</param>
    /// <param name="innerException">The fault of the parser or of ONNX Runtime.</param>
    public InvalidModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
