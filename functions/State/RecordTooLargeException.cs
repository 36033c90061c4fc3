namespace XbFunctions.State;

/// <summary>One batch changes or publishes more than a journal record can hold; fewer events a commit make it smaller.</summary>
/// <param name="payloadBytes">Bytes of the changes, claims and outputs.</param>
/// <param name="limitBytes">Bytes that one record can hold.</param>
public sealed class RecordTooLargeException(long payloadBytes, long limitBytes)
    : StateException($"A batch needs a journal record of {payloadBytes} bytes; the limit is {limitBytes}. Lower State:CommitEvents or State:CommitBytes.");
