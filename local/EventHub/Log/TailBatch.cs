namespace XbFunctions.EventHub;

/// <summary>Consecutive records of one append in a <see cref="LogTail"/>.</summary>
/// <param name="Starts">Where each record starts, from <paramref name="FirstOffset"/>.</param>
/// <param name="Length">Bytes of all records.</param>
/// <param name="FirstSequence">Sequence number of the first record.</param>
/// <param name="FirstOffset">Offset of the first record.</param>
/// <param name="EnqueuedMilliseconds">When they were appended.</param>
internal readonly record struct TailBatch(int[] Starts, int Length, long FirstSequence, long FirstOffset, long EnqueuedMilliseconds)
{
    public int Count => Starts.Length;

    public long NextSequence => FirstSequence + Starts.Length;

    /// <summary>Offset of a record; of the end, for <see cref="Count"/>.</summary>
    public long OffsetOf(int index) => FirstOffset + (index < Starts.Length ? Starts[index] : Length);
}
