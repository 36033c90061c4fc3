using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>The last different items of a session with the time each was seen last, newest first; of equal times the lower key first.</summary>
[InlineArray(Capacity)]
public struct SeenItems : IEquatable<SeenItems>
{
    /// <summary>Items kept.</summary>
    public const int Capacity = 8;

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public const int Bytes = Capacity * 16;

    private SeenItem _first;

    /// <summary>Adds an item, or moves it to its later time. What is left does not depend on the order of adding.</summary>
    /// <param name="item">The item; key 0 is none.</param>
    public void Add(in SeenItem item)
    {
        if (item.Key == 0)
        {
            return;
        }

        var end = Capacity - 1;
        for (var index = 0; index < Capacity; index++)
        {
            if (this[index].Key == item.Key)
            {
                if (this[index].AtMs >= item.AtMs)
                {
                    return;
                }

                end = index;
                break;
            }
        }

        var place = 0;
        while (place < Capacity && this[place].Key != 0 && this[place].Key != item.Key && IsBefore(this[place], item))
        {
            place++;
        }

        for (var index = end; index > place; index--)
        {
            this[index] = this[index - 1];
        }

        if (place <= end)
        {
            this[place] = item;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">At least <see cref="Bytes"/> bytes.</param>
    public static SeenItems Read(ReadOnlySpan<byte> source)
    {
        var items = default(SeenItems);
        for (var index = 0; index < Capacity; index++)
        {
            items[index] = new SeenItem(
                BinaryPrimitives.ReadUInt64LittleEndian(source[(index * 16)..]), BinaryPrimitives.ReadInt64LittleEndian(source[((index * 16) + 8)..]));
        }

        return items;
    }

    /// <summary>Writes the items.</summary>
    /// <param name="target">At least <see cref="Bytes"/> bytes.</param>
    public readonly void Write(Span<byte> target)
    {
        for (var index = 0; index < Capacity; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[(index * 16)..], this[index].Key);
            BinaryPrimitives.WriteInt64LittleEndian(target[((index * 16) + 8)..], this[index].AtMs);
        }
    }

    /// <summary>Whether both hold the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SeenItems left, SeenItems right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SeenItems left, SeenItems right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(SeenItems other) => ((ReadOnlySpan<SeenItem>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SeenItems other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1]);

    private static bool IsBefore(in SeenItem left, in SeenItem right) =>
        left.AtMs > right.AtMs || (left.AtMs == right.AtMs && left.Key < right.Key);
}
