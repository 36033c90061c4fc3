namespace XbFunctions.Training.Translation;

/// <summary>
/// An n-gram language model with modified Kneser-Ney smoothing, interpolated (Chen and Goodman 1999), as a trie with suffix links. Natural
/// logarithms. Thread-safe once trained.
/// </summary>
internal sealed class NgramModel
{
    /// <summary>Number of the sentence end; words have their numbers plus 2.</summary>
    private const int End = 1;
    private const int Begin = 2;
    private const int Shift = 2;
    private readonly int _order;
    private readonly Dictionary<ulong, int> _children;
    private readonly float[] _log;
    private readonly float[] _backoff;
    private readonly int[] _suffix;
    private readonly byte[] _length;
    private readonly float _unknown;

    private NgramModel(int order, Dictionary<ulong, int> children, float[] log, float[] backoff, int[] suffix, byte[] length, float unknown) =>
        (_order, _children, _log, _backoff, _suffix, _length, _unknown) = (order, children, log, backoff, suffix, length, unknown);

    /// <summary>State at the start of a sentence.</summary>
    public int Start => _children[Child(0, Begin)];

    /// <summary>Trains a model.</summary>
    /// <param name="sentences">Word numbers of each sentence.</param>
    /// <param name="order">Longest n-gram, 2 to 6.</param>
    public static NgramModel Train(IEnumerable<int[]> sentences, int order)
    {
        Dictionary<ulong, int> children = [];
        List<int> suffix = [0], counts = [0], parent = [0];
        List<byte> length = [0];
        foreach (var sentence in sentences)
        {
            int[] words = [Begin, .. sentence.Select(static word => word + Shift), End];
            for (var end = 0; end < words.Length; end++)
            {
                // All n-grams that end here, the shortest first, so that the suffix of each is known.
                var shorter = 0;
                for (var n = 1; n <= order && end - n + 1 >= 0; n++)
                {
                    var node = 0;
                    for (var at = end - n + 1; at <= end; at++)
                    {
                        var key = Child(node, words[at]);
                        if (!children.TryGetValue(key, out var child))
                        {
                            children[key] = child = suffix.Count;
                            suffix.Add(shorter);
                            counts.Add(0);
                            parent.Add(node);
                            length.Add((byte)n);
                        }

                        node = child;
                    }

                    counts[node]++;
                    shorter = node;
                }
            }
        }

        // Lower orders count the words before them instead, but for what begins a sentence, which nothing stands before.
        var adjusted = counts.ToArray();
        var begins = new bool[adjusted.Length];
        for (var node = 1; node < adjusted.Length; node++)
        {
            begins[node] = parent[node] == 0 ? children[Child(0, Begin)] == node : begins[parent[node]];
            if (length[node] < order && !begins[node])
            {
                adjusted[node] = 0;
            }
        }

        for (var node = 1; node < adjusted.Length; node++)
        {
            if (length[node] > 1 && !begins[suffix[node]])
            {
                adjusted[suffix[node]]++;
            }
        }

        adjusted[children[Child(0, Begin)]] = 0;
        return Estimate(order, children, adjusted, [.. suffix], [.. parent], [.. length]);
    }

    /// <summary>Scores a word.</summary>
    /// <param name="state">What stands before; becomes what stands before the next.</param>
    /// <param name="word">The word's number; 0 where it is unknown.</param>
    /// <returns>Natural logarithm of its probability.</returns>
    public float Score(ref int state, int word) => word == 0 ? Unknown(ref state) : ScoreOf(ref state, word + Shift);

    /// <summary>Scores the end of a sentence.</summary>
    /// <param name="state">What stands before.</param>
    public float ScoreEnd(int state) => ScoreOf(ref state, End);

    /// <summary>Writes the model.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_order);
        writer.Write(_unknown);
        writer.Write(_log.Length);
        for (var node = 0; node < _log.Length; node++)
        {
            writer.Write((Half)_log[node]);
            writer.Write((Half)_backoff[node]);
            writer.Write(_suffix[node]);
            writer.Write(_length[node]);
        }

        writer.Write(_children.Count);
        foreach (var (key, node) in _children)
        {
            writer.Write(key);
            writer.Write(node);
        }
    }

    /// <summary>Reads a model.</summary>
    public static NgramModel Read(BinaryReader reader)
    {
        var (order, unknown, nodes) = (reader.ReadInt32(), reader.ReadSingle(), reader.ReadInt32());
        var (log, backoff, suffix, length) = (new float[nodes], new float[nodes], new int[nodes], new byte[nodes]);
        for (var node = 0; node < nodes; node++)
        {
            (log[node], backoff[node], suffix[node], length[node]) = ((float)reader.ReadHalf(), (float)reader.ReadHalf(), reader.ReadInt32(), reader.ReadByte());
        }

        var children = new Dictionary<ulong, int>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            children[reader.ReadUInt64()] = reader.ReadInt32();
        }

        return new NgramModel(order, children, log, backoff, suffix, length, unknown);
    }

    /// <summary>Writes the model with 8 bits a logarithm: node after node, level by level, the number of its children and their words.</summary>
    public void WritePacked(BinaryWriter writer)
    {
        var children = _children.Select(static one => (Parent: (int)(one.Key >> 32), Word: (int)(uint)one.Key, Node: one.Value)).ToLookup(static one => one.Parent);
        writer.Write7BitEncodedInt(_order);
        writer.Write(_unknown);
        List<int> nodes = [0];
        for (var at = 0; at < nodes.Count; at++)
        {
            var own = children[nodes[at]].OrderBy(static one => one.Word).ToList();
            writer.Write7BitEncodedInt(own.Count);
            var before = 0;
            foreach (var (_, word, node) in own)
            {
                writer.Write7BitEncodedInt(word - before);
                before = word;
                nodes.Add(node);
            }
        }

        foreach (var values in (float[][])[_log, _backoff])
        {
            foreach (var node in nodes)
            {
                writer.Write(PackedLog.Pack(values[node]));
            }
        }
    }

    /// <summary>Reads what <see cref="WritePacked"/> wrote.</summary>
    public static NgramModel ReadPacked(BinaryReader reader)
    {
        var (order, unknown) = (reader.Read7BitEncodedInt(), reader.ReadSingle());
        Dictionary<ulong, int> children = [];
        List<byte> length = [0];
        List<int> suffix = [0];
        for (var at = 0; at < length.Count; at++)
        {
            var word = 0;
            for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
            {
                word += reader.Read7BitEncodedInt();
                children[Child(at, word)] = length.Count;

                // The suffix of a longer n-gram is shorter, and so has been read before.
                suffix.Add(at == 0 ? 0 : children[Child(suffix[at], word)]);
                length.Add((byte)(length[at] + 1));
            }
        }

        var (log, backoff) = (new float[length.Count], new float[length.Count]);
        foreach (var values in (float[][])[log, backoff])
        {
            for (var node = 0; node < values.Length; node++)
            {
                values[node] = PackedLog.Unpack(reader.ReadByte());
            }
        }

        return new NgramModel(order, children, log, backoff, [.. suffix], [.. length], unknown);
    }

    private static NgramModel Estimate(int order, Dictionary<ulong, int> children, int[] counts, int[] suffix, int[] parent, byte[] length)
    {
        var discounts = Enumerable.Range(1, order).Select(n => Discounts(counts, length, n)).ToArray();
        var sums = new double[counts.Length];
        var kept = new double[counts.Length];
        for (var node = 1; node < counts.Length; node++)
        {
            sums[parent[node]] += counts[node];
            kept[parent[node]] += discounts[length[node] - 1][Math.Min(3, counts[node])];
        }

        // Nodes were made the shorter suffix first, so that each finds its suffix done; a parent of the same pass has its sums already.
        var probability = new double[counts.Length];
        var words = length.Count(static n => n == 1);
        for (var n = 1; n <= order; n++)
        {
            for (var node = 1; node < counts.Length; node++)
            {
                if (length[node] == n && sums[parent[node]] > 0)
                {
                    var own = Math.Max(0, counts[node] - discounts[n - 1][Math.Min(3, counts[node])]) / sums[parent[node]];
                    var lower = n == 1 ? 1.0 / words : probability[suffix[node]];
                    probability[node] = own + (kept[parent[node]] / sums[parent[node]] * lower);
                }
            }
        }

        var backoff = new float[counts.Length];
        for (var node = 0; node < counts.Length; node++)
        {
            backoff[node] = sums[node] > 0 ? (float)Math.Log(Math.Max(1e-9, kept[node] / sums[node])) : 0;
        }

        var unknown = (float)Math.Log(Math.Max(1e-9, kept[0] / Math.Max(1, sums[0])) / words);
        return new NgramModel(order, children, [.. probability.Select(static one => (float)Math.Log(Math.Max(1e-12, one)))], backoff, suffix, length, unknown);
    }

    // Chen and Goodman 1999, equation 17; small corpora may lack a count, and then a usual discount stands in.
    private static double[] Discounts(int[] counts, byte[] length, int n)
    {
        var of = new double[5];
        for (var node = 1; node < counts.Length; node++)
        {
            if (length[node] == n && counts[node] is > 0 and < 5)
            {
                of[counts[node]]++;
            }
        }

        if (of[1] == 0 || of[2] == 0 || of[3] == 0 || of[4] == 0)
        {
            return [0, 0.5, 0.75, 0.9];
        }

        var y = of[1] / (of[1] + (2 * of[2]));
        return [0, Math.Clamp(1 - (2 * y * of[2] / of[1]), 0.1, 0.95), Math.Clamp(2 - (3 * y * of[3] / of[2]), 0.1, 1.9), Math.Clamp(3 - (4 * y * of[4] / of[3]), 0.1, 2.9)];
    }

    private static ulong Child(int node, int word) => ((ulong)(uint)node << 32) | (uint)word;

    private float Unknown(ref int state)
    {
        var log = _unknown;
        for (; state != 0; state = _suffix[state])
        {
            log += _backoff[state];
        }

        return log;
    }

    private float ScoreOf(ref int state, int word)
    {
        var log = 0f;
        while (true)
        {
            if (_children.TryGetValue(Child(state, word), out var found))
            {
                state = _length[found] < _order ? found : _suffix[found];
                return log + _log[found];
            }

            if (state == 0)
            {
                return log + _unknown;
            }

            log += _backoff[state];
            state = _suffix[state];
        }
    }
}
