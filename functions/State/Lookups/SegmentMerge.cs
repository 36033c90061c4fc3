namespace XbFunctions.State;

/// <summary>Merges segments of one partition and day; of each key the entry with the highest sequence number stays.</summary>
internal static class SegmentMerge
{
    public static byte[] Merge(IEnumerable<SegmentCursor> sources, long first, long last)
    {
        var writer = new SegmentWriter();
        var queue = new PriorityQueue<SegmentCursor, ulong>();
        foreach (var source in sources)
        {
            Advance(queue, source);
        }

        var sameHash = new List<SegmentCursor>();
        while (queue.TryPeek(out _, out var hash))
        {
            while (queue.TryPeek(out _, out var next) && next == hash)
            {
                sameHash.Add(queue.Dequeue());
            }

            if (sameHash.Count == 1)
            {
                writer.Add(hash, sameHash[0].Current);
                Advance(queue, sameHash[0]);
            }
            else
            {
                AddNewest(writer, queue, sameHash, hash);
            }

            sameHash.Clear();
        }

        return writer.Finish(first, last);
    }

    /// <summary>The rare case: one hash in several segments, which is one key answered again or two keys that collide.</summary>
    private static void AddNewest(
        SegmentWriter writer, PriorityQueue<SegmentCursor, ulong> queue, List<SegmentCursor> sources, ulong hash)
    {
        var entries = new SortedDictionary<string, (long Sequence, byte[] Key, byte[] Value)>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            bool isMore;
            do
            {
                var entry = source.Current;
                var text = Convert.ToHexString(entry.Key);
                if (!entries.TryGetValue(text, out var other) || entry.Sequence > other.Sequence)
                {
                    entries[text] = (entry.Sequence, entry.Key.ToArray(), entry.Value.ToArray());
                }

                isMore = source.MoveNext();
            }
            while (isMore && source.Hash == hash);

            if (isMore)
            {
                queue.Enqueue(source, source.Hash);
            }
        }

        foreach (var (sequence, key, value) in entries.Values)
        {
            writer.Add(hash, new LookupEntry(sequence, key, value));
        }
    }

    private static void Advance(PriorityQueue<SegmentCursor, ulong> queue, SegmentCursor source)
    {
        if (source.MoveNext())
        {
            queue.Enqueue(source, source.Hash);
        }
    }
}
