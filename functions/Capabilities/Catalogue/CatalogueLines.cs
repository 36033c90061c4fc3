using System.Buffers;
using System.IO.Hashing;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Items as lines of the log, UTF-8 JSON, one a line.</summary>
internal static class CatalogueLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an item as a line.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The line with its end, and its hash.</returns>
    public static (byte[] Line, ulong Hash) Of(CatalogueItem item)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            CatalogueItemWriter.Write(json, item);
        }

        var hash = XxHash3.HashToUInt64(buffer.WrittenSpan);
        buffer.Write("\n"u8);
        return (buffer.WrittenSpan.ToArray(), hash);
    }

    /// <summary>The line that says that another log goes on.</summary>
    /// <param name="generation">Number of the other log.</param>
    public static byte[] Next(int generation) => JsonSerializer.SerializeToUtf8Bytes(new { next = generation }) is var json ? [.. json, (byte)'\n'] : [];

    /// <summary>Reads lines, up to the last line end.</summary>
    /// <param name="lines">Lines.</param>
    /// <param name="source">Where they stand, for messages.</param>
    /// <param name="items">Gets the items with the hashes of their lines.</param>
    /// <returns>Number of the log that goes on; <see langword="null"/> where this one does.</returns>
    /// <exception cref="CatalogueException">A line is no item.</exception>
    public static int? Read(ReadOnlyMemory<byte> lines, string source, List<(CatalogueItem Item, ulong Hash)> items)
    {
        while (lines.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = lines[..end];
            lines = lines[(end + 1)..];
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("next", out var next))
                {
                    return next.GetInt32();
                }

                if (!CatalogueItemReader.TryRead(document.RootElement, out var item, out var problem))
                {
                    throw new CatalogueException($"{source} holds an item that is refused: {problem!.Field}: {problem.Detail}");
                }

                items.Add((item!, XxHash3.HashToUInt64(line.Span)));
            }
            catch (JsonException exception)
            {
                throw new CatalogueException($"{source} holds a line that is not JSON.", exception);
            }
        }

        return null;
    }
}
