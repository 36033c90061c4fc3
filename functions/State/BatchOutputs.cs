using System.Collections;

namespace XbFunctions.State;

/// <summary>The events of a batch as a list, each read when it is asked for; valid until the result is written to or reset.</summary>
internal sealed class BatchOutputs(BatchResult result) : IReadOnlyList<OutgoingEvent>
{
    public int Count => result.OutputCount;

    public OutgoingEvent this[int index] => result.OutputAt(index);

    public IEnumerator<OutgoingEvent> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
