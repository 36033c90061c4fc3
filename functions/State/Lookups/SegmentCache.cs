namespace XbFunctions.State;

/// <summary>Keeps directories and unpacked blocks up to a sum of bytes; the least recently used go first. Thread-safe.</summary>
internal sealed class SegmentCache(long capacityBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Blob, int Part), LinkedListNode<Cached>> _nodes = [];
    private readonly LinkedList<Cached> _byUse = new();

    /// <summary>Bytes kept.</summary>
    public long Bytes { get; private set; }

    public bool TryGet<T>(string blob, int part, out T value)
        where T : class
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue((blob, part), out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                value = (T)node.Value.Content;
                return true;
            }
        }

        value = null!;
        return false;
    }

    public void Add(string blob, int part, object content, int bytes)
    {
        lock (_gate)
        {
            if (_nodes.ContainsKey((blob, part)))
            {
                return;
            }

            _nodes.Add((blob, part), _byUse.AddFirst(new Cached(blob, part, content, bytes)));
            for (Bytes += bytes; Bytes > capacityBytes && _byUse.Last is { } oldest && oldest != _byUse.First; _byUse.RemoveLast())
            {
                Bytes -= oldest.Value.Bytes;
                _nodes.Remove((oldest.Value.Blob, oldest.Value.Part));
            }
        }
    }

    private sealed record Cached(string Blob, int Part, object Content, int Bytes);
}
