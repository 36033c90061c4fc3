using System.Buffers.Binary;

namespace XbFunctions.State;

/// <summary>A row that waits to be archived.</summary>
/// <param name="Dataset">Its data set.</param>
/// <param name="Bytes">As <see cref="ArchiveRows"/> wrote it, without its length.</param>
internal readonly record struct ArchivedRow(ArchiveDataset Dataset, ReadOnlyMemory<byte> Bytes)
{
    public long Sequence => BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span);

    public DateTime EnqueuedAt => DateTime.UnixEpoch.AddMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span[sizeof(long)..]));

    public DateOnly Date => DateOnly.FromDateTime(EnqueuedAt);

    public ReadOnlySpan<byte> Values => Bytes.Span[ArchiveRows.RowHeaderBytes..];

    /// <summary>Reads the rows of an entry.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="body">The entry's body; the rows are slices of it.</param>
    /// <param name="datasets">Every version of every data set that the app knows.</param>
    /// <exception cref="CorruptStateException">The body is not what was written.</exception>
    /// <exception cref="ArchiveVersionException">An app of another version wrote it.</exception>
    public static List<ArchivedRow> Read(string name, ReadOnlyMemory<byte> body, IReadOnlyList<ArchiveDataset> datasets)
    {
        if (body.IsEmpty || body.Span[0] != ArchiveRows.Version)
        {
            throw Malformed(name, 0, $"archive rows of version {ArchiveRows.Version}");
        }

        var position = 1;
        var version = Number(name, body.Span, ref position);
        var dataset = datasets.FirstOrDefault(known => known.Name == name && known.Version == version)
            ?? throw new ArchiveVersionException(name, version);
        var rows = new List<ArchivedRow>();
        for (var left = Number(name, body.Span, ref position); left > 0; left--)
        {
            var length = Number(name, body.Span, ref position);
            if (length < ArchiveRows.RowHeaderBytes || length > body.Length - position)
            {
                throw Malformed(name, position, $"a row of {ArchiveRows.RowHeaderBytes} bytes or more");
            }

            rows.Add(new ArchivedRow(dataset, body.Slice(position, length)));
            position += length;
        }

        return rows;
    }

    private static int Number(string name, ReadOnlySpan<byte> body, ref int position)
    {
        if (!VarInt.TryRead(body[position..], out var value, out var length) || value > int.MaxValue)
        {
            throw Malformed(name, position, "a number");
        }

        position += length;
        return (int)value;
    }

    private static CorruptStateException Malformed(string name, int position, string expected) =>
        new($"an archive entry of {name} in the journal", position, expected, "something else");
}
