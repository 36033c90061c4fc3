using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// Bodies of consecutive payments of one partition, read beforehand into one array: a ceiling leaves nothing to the collector of the run that it is held against.
/// </summary>
internal sealed class PipelineBodies
{
    private const int ReadEvents = 4_096;
    private const int ExpectedBytes = 640;
    private readonly List<int> _ends;
    private byte[] _bytes;

    private PipelineBodies(int count) => (_ends, _bytes) = (new List<int>(count), GC.AllocateUninitializedArray<byte>(count * ExpectedBytes));

    /// <summary>Number of payments.</summary>
    public int Count => _ends.Count;

    /// <summary>The body of a payment.</summary>
    /// <param name="index">Index of the payment.</param>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>Reads payments.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">Sequence number of the first.</param>
    /// <param name="count">Most payments; fewer where the partition ends.</param>
    public static PipelineBodies Of(HubPartition partition, long from, int count)
    {
        var bodies = new PipelineBodies(count);
        foreach (var payment in PipelineBatches.Read(partition, from, count, ReadEvents).SelectMany(static batch => batch))
        {
            bodies.Add(payment.Body.Span);
        }

        return bodies;
    }

    private void Add(ReadOnlySpan<byte> body)
    {
        var begin = _ends.Count == 0 ? 0 : _ends[^1];
        if (begin + body.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length + (_bytes.Length / 2) + body.Length);
        }

        body.CopyTo(_bytes.AsSpan(begin));
        _ends.Add(begin + body.Length);
    }
}
