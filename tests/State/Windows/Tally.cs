using System.Buffers.Binary;

namespace XbFunctions.State.Tests;

/// <summary>Counts and sums: what the windows of the tests make of their events.</summary>
internal readonly record struct Tally(int Count, long Sum) : IWindowAggregate<Tally>
{
    public static int Bytes => 12;

    public static Tally Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(source), BinaryPrimitives.ReadInt64LittleEndian(source[4..]));

    public Tally Merge(in Tally other) => new(Count + other.Count, Sum + other.Sum);

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Count);
        BinaryPrimitives.WriteInt64LittleEndian(target[4..], Sum);
    }
}
