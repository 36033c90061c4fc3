using System.Buffers;

namespace XbFunctions.State;

/// <summary>
/// Which changes of a batch are published, and when, as runs: how many outputs come before that are given whole, how many changes are passed over, and how
/// many are published, again and again (unsigned LEB128). Outputs behind the last run are whole ones.
/// </summary>
internal static class PublishedChanges
{
    /// <summary>Writes the runs.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="outputs">For each output the place of its change, rising; below 0 for one that is given whole.</param>
    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<int> outputs)
    {
        var (whole, end) = (0, 0);
        for (var at = 0; at < outputs.Length;)
        {
            var first = at++;
            if (outputs[first] < 0)
            {
                whole++;
                continue;
            }

            while (at < outputs.Length && outputs[at] == outputs[at - 1] + 1)
            {
                at++;
            }

            VarInt.Write(target, (uint)whole);
            VarInt.Write(target, (uint)(outputs[first] - end));
            VarInt.Write(target, (uint)(at - first));
            (whole, end) = (0, outputs[at - 1] + 1);
        }
    }

    /// <summary>Reads the runs.</summary>
    /// <param name="source">What <see cref="Write"/> wrote.</param>
    /// <param name="changes">How many changes the batch has.</param>
    /// <param name="whole">How many outputs it has that are given whole.</param>
    /// <returns>As they were given to <see cref="Write"/>.</returns>
    /// <exception cref="FormatException">The bytes are no runs, or go beyond the changes or the outputs.</exception>
    public static List<int> Read(ReadOnlySpan<byte> source, int changes, int whole)
    {
        var outputs = new List<int>();
        for (var next = 0L; !source.IsEmpty;)
        {
            var before = Take(ref source);
            var first = next + Take(ref source);
            next = first + Take(ref source);
            if (before > whole || next > changes)
            {
                throw new FormatException($"published changes within {changes} and {whole} whole outputs before them, got some up to {next} behind {before}");
            }

            whole -= (int)before;
            outputs.AddRange(Enumerable.Repeat(-1, (int)before));
            outputs.AddRange(Enumerable.Range((int)first, (int)(next - first)));
        }

        outputs.AddRange(Enumerable.Repeat(-1, whole));
        return outputs;
    }

    private static uint Take(ref ReadOnlySpan<byte> source)
    {
        if (!VarInt.TryRead(source, out var value, out var length))
        {
            throw new FormatException($"a number of changes or outputs, got {source.Length} bytes");
        }

        source = source[length..];
        return value;
    }
}
