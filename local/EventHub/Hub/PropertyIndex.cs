using System.Runtime.CompilerServices;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>
/// Where the pairs of a map of application properties begin, noted while the map is checked, so that those asked for by name need no walk of their own.
/// A map that has more pairs than usual, or keys that are no short text, is not indexed. The default value is that of no map.
/// </summary>
internal struct PropertyIndex
{
    private const int Most = 16;
    private const int NotIndexed = -1;

    private Starts _starts;

    /// <summary>Number of pairs; meaningless where they are not indexed.</summary>
    public int Pairs { get; private set; }

    /// <summary>Whether every pair is indexed.</summary>
    public readonly bool IsWhole => Pairs != NotIndexed;

    /// <summary>Walks over a map without decoding it.</summary>
    /// <exception cref="MalformedMessageException">It is no map, or a value in it is cut off or unknown.</exception>
    public static PropertyIndex Of(ReadOnlySpan<byte> map)
    {
        var index = default(PropertyIndex);
        var reader = new AmqpReader(map);
        var pairs = reader.EnterCompound() / 2;
        index.Pairs = pairs <= Most && map.Length <= ushort.MaxValue ? pairs : NotIndexed;
        var position = reader.Position;
        for (var pair = 0; pair < pairs; pair++)
        {
            if (!AmqpFormat.IsShortText(map, position))
            {
                index.Pairs = NotIndexed;
            }
            else if (index.IsWhole)
            {
                index._starts[pair] = (ushort)position;
            }

            position = AmqpFormat.Skip(map, AmqpFormat.Skip(map, position));
        }

        return index;
    }

    /// <summary>Finds the last pair of a name before another one; only in a map that is indexed.</summary>
    /// <param name="map">The map that was indexed.</param>
    /// <param name="name">Name of the property; one beyond ASCII is never found.</param>
    /// <param name="before">The pair to search before, <see cref="Pairs"/> for all of them.</param>
    /// <param name="value">Where its value starts.</param>
    /// <returns>The pair, or -1.</returns>
    public readonly int FindLast(ReadOnlySpan<byte> map, string name, int before, out int value)
    {
        for (var pair = before - 1; pair >= 0; pair--)
        {
            var start = _starts[pair];
            if (map[start + 1] == name.Length && Ascii.Equals(map.Slice(start + 2, name.Length), name))
            {
                value = start + 2 + name.Length;
                return pair;
            }
        }

        value = 0;
        return -1;
    }

    [InlineArray(Most)]
    private struct Starts
    {
        private ushort _first;
    }
}
