using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Tests;

/// <summary>Everything that lies in an account, unpacked: blobs as they are and as what they hold, and rows of tables.</summary>
internal static class StorageSearch
{
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD];
    private static readonly byte[] Exchange = "XBFX"u8.ToArray();

    /// <summary>Where a person stands: the id, the pseudonym in text and in every form that states keep.</summary>
    public static async Task<List<string>> FindAsync(string connection, string id, Pseudonym key, CancellationToken cancellationToken)
    {
        var low = BitConverter.GetBytes(key.Low);
        var whole = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(whole, key.Value);
        (string Form, byte[] Bytes)[] needles =
        [
            ("id", Encoding.UTF8.GetBytes(id)), ("text", Encoding.UTF8.GetBytes(key.ToString())), ("key", whole), ("low half", low), ("low quarter", low[..4]),
        ];
        var found = new List<string>();
        await foreach (var (where, bytes) in ReadAsync(connection, cancellationToken))
        {
            // Four bytes come by chance where much is packed: they are looked for only in what is unpacked or small.
            found.AddRange(needles
                .Where(needle => (needle.Bytes.Length > 4 || where.EndsWith(" unpacked", StringComparison.Ordinal)) && bytes.AsSpan().IndexOf(needle.Bytes) >= 0)
                .Select(needle => $"{where}: {needle.Form}"));
        }

        return found;
    }

    private static async IAsyncEnumerable<(string Where, byte[] Bytes)> ReadAsync(
        string connection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = new BlobServiceClient(connection);
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            var client = blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                var where = $"{container.Name}/{blob.Name}";
                yield return ($"{where} name", Encoding.UTF8.GetBytes(blob.Name));
                var bytes = (await client.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
                yield return (where, bytes);
                foreach (var unpacked in Unpack(bytes))
                {
                    yield return ($"{where} unpacked", unpacked);
                }

                if (ArchiveName.Parse(blob.Name) is not null)
                {
                    var rows = await new ArchiveReader(blobs, new ArchiveOptions { Container = container.Name }).ReadAsync(blob.Name, int.MaxValue, cancellationToken);
                    yield return ($"{where} rows", Encoding.UTF8.GetBytes(string.Join('\n', rows.Rows.Select(static row => string.Join(',', row)))));
                }
            }
        }

        var tables = new TableServiceClient(connection);
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                yield return ($"table {table.Name}", Encoding.UTF8.GetBytes(string.Join(
                    ';', row.Select(static column => string.Create(CultureInfo.InvariantCulture, $"{column.Key}={column.Value}")))));
            }
        }
    }

    private static List<byte[]> Unpack(byte[] bytes)
    {
        var unpacked = new List<byte[]>();
        for (var at = bytes.AsSpan().IndexOf(Zstandard); at >= 0 && at < bytes.Length;)
        {
            unpacked.Add(ReadAll(() => new ZstdSharp.DecompressionStream(new MemoryStream(bytes, at, bytes.Length - at))));
            var next = bytes.AsSpan(at + 4).IndexOf(Zstandard);
            at = next < 0 ? bytes.Length : at + 4 + next;
        }

        for (var at = 0; at + 20 <= bytes.Length && bytes.AsSpan(at, 4).SequenceEqual(Exchange);)
        {
            var packed = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 8));
            var start = at + 20;
            unpacked.Add(ReadAll(() => new BrotliStream(new MemoryStream(bytes, start, packed), CompressionMode.Decompress)));
            at = start + packed;
        }

        return unpacked;
    }

    // As far as it goes: behind a frame come the bytes of the next record.
    private static byte[] ReadAll(Func<Stream> open)
    {
        using var whole = new MemoryStream();
        try
        {
            using var stream = open();
            stream.CopyTo(whole);
        }
        catch (Exception end) when (end is ZstdSharp.ZstdException or IOException or InvalidOperationException)
        {
        }

        return whole.ToArray();
    }
}
