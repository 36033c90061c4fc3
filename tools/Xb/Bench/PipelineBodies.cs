namespace XbFunctions.Xb.Bench;

/// <summary>
/// Bodies of consecutive payments of one partition, read beforehand into one array: a ceiling leaves nothing to the collector of the run that it is held against.
/// </summary>
/// <param name="expected">How many payments are expected; of more or longer ones the memory grows.</param>
internal sealed class PipelineBodies(int expected)
{
    private const int ExpectedBytes = 640;
    private readonly List<int> _ends = new(expected);
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(expected * ExpectedBytes);

    /// <summary>Number of payments.</summary>
    public int Count => _ends.Count;

    /// <summary>The body of a payment.</summary>
    /// <param name="index">Index of the payment.</param>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>Adds the body of the next payment.</summary>
    /// <param name="body">The body; it is copied.</param>
    public void Add(ReadOnlySpan<byte> body)
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
