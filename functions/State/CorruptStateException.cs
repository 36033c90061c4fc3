namespace XbFunctions.State;

/// <summary>Stored bytes are not what was written. Never retried: a person must look at the blob.</summary>
public sealed class CorruptStateException : StateException
{
    /// <summary>Describes the damage.</summary>
    /// <param name="blob">Name of the blob, container first.</param>
    /// <param name="position">Byte position in the blob where the damaged part begins.</param>
    /// <param name="expected">What a good blob holds there.</param>
    /// <param name="got">What was found instead.</param>
    public CorruptStateException(string blob, long position, string expected, string got)
        : base($"Blob {blob} is damaged at byte {position}: expected {expected}, got {got}.") =>
        (Blob, Position) = (blob, position);

    /// <summary>Name of the blob, container first.</summary>
    public string Blob { get; }

    /// <summary>Byte position in the blob where the damaged part begins.</summary>
    public long Position { get; }
}
