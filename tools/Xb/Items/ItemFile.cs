using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sylvan.Data.Csv;

namespace XbFunctions.Xb.Items;

/// <summary>A file of items, CSV or JSON Lines, told apart by its first character. Not thread-safe.</summary>
internal sealed class ItemFile : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamReader _reader;

    private ItemFile(FileStream file)
    {
        _file = file;
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        _reader = new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }

    /// <summary>How much of the file was read, in [0, 1].</summary>
    public double Share => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static ItemFile Open(string path)
    {
        try
        {
            return new ItemFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Cannot read {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads all items.</summary>
    /// <returns>The line of each item, from 1, and the item.</returns>
    /// <exception cref="CommandException">A line is no JSON, or the CSV is damaged or has columns that nothing is known of.</exception>
    public IEnumerable<(int Line, JsonElement Item)> Read() => _reader.Peek() == '{' ? Lines() : Rows();

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private IEnumerable<(int Line, JsonElement Item)> Lines()
    {
        for (var line = 1; _reader.ReadLine() is { } text; line++)
        {
            if (text.Length > 0)
            {
                yield return (line, Parse(line, text));
            }
        }
    }

    private static JsonElement Parse(int line, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException exception)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"line {line}: is not JSON. Items before it may be imported."), exception);
        }
    }

    private IEnumerable<(int Line, JsonElement Item)> Rows()
    {
        using var csv = Guard(1, () => CsvDataReader.Create(_reader, new CsvDataReaderOptions { MaxBufferSize = 1 << 22, OwnsReader = false }));
        var columns = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToArray();
        for (var line = 2; Guard(line, csv.Read); line++)
        {
            if (csv.RowFieldCount == 1 && csv.GetRawRecordSpan().Trim("\r\n ").IsEmpty)
            {
                continue;
            }

            if (csv.RowFieldCount != csv.FieldCount)
            {
                throw new CommandException(string.Create(
                    CultureInfo.InvariantCulture, $"line {line}: the row has {csv.RowFieldCount} fields, expected {csv.FieldCount}. Items before it may be imported."));
            }

            var row = new JsonObject();
            for (var column = 0; column < columns.Length; column++)
            {
                if (csv.GetString(column) is { Length: > 0 } field)
                {
                    ItemColumns.Set(row, columns[column], field);
                }
            }

            yield return (line, JsonSerializer.SerializeToElement(row));
        }
    }

    private static T Guard<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CsvFormatException or InvalidDataException or IOException)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"line {line}: cannot be read as CSV ({exception.Message.TrimEnd('.')})."), exception);
        }
    }
}
