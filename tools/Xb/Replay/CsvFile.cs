using System.IO.Compression;
using System.Text;
using Sylvan.Data.Csv;

namespace XbFunctions.Xb.Replay;

/// <summary>A CSV file with a header row, plain or gzip, read row by row. Not thread-safe.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly FileStream _file;
    private readonly CsvDataReader _reader;
    private readonly int[] _columns;
    private readonly Func<bool> _read;
    private int _nextLine = 2;

    private CsvFile(FileStream file, CsvDataReader reader, int[] columns) =>
        (_file, _reader, _columns, _read) = (file, reader, columns, reader.Read);

    /// <summary>File name without its folder, for messages and event ids.</summary>
    public string Name => Path.GetFileName(_file.Name);

    /// <summary>Line on which the current row starts; the header is line 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Whether the current row has as many fields as the header.</summary>
    public bool IsComplete => _reader.RowFieldCount == _reader.FieldCount;

    /// <summary>What is wrong with the current row's shape.</summary>
    public string ShapeProblem => $"the row has {_reader.RowFieldCount} fields, expected {_reader.FieldCount}";

    /// <summary>The current row as it stands in the file, without its line end.</summary>
    public string RawRow => new(_reader.GetRawRecordSpan().TrimEnd("\r\n"));

    /// <summary>Opens a file and finds its columns.</summary>
    /// <param name="path">The file; gzip where it starts with gzip's mark, whatever its name.</param>
    /// <param name="columns">Names that the header must have, in any order.</param>
    /// <param name="optional">Names that it may have; they count on after the others, and are empty in every row where they are missing.</param>
    /// <exception cref="CommandException">The file is not there or cannot be read, or a column is missing.</exception>
    public static CsvFile Open(string path, IReadOnlyList<string> columns, params IReadOnlyList<string> optional)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Cannot read {path}: {exception.Message} Name an existing .csv or .csv.gz file.", exception);
        }

        try
        {
            var reader = Guard(path, 1, () => CsvDataReader.Create(new StreamReader(Unpacked(file), Encoding.UTF8), new CsvDataReaderOptions
            {
                BufferSize = 1 << 16,
                MaxBufferSize = 1 << 22,
                OwnsReader = true,
            }));
            return new CsvFile(file, reader, [.. Find(path, reader, columns), .. optional.Select(column => Names(reader).IndexOf(column))]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="CommandException">The row cannot be split into fields, or the file is damaged.</exception>
    public bool Read()
    {
        Line = _nextLine;
        if (!Guard(_file.Name, Line, _read))
        {
            return false;
        }

        // A quoted field may run over several lines.
        _nextLine += 1 + _reader.GetRawRecordSpan().TrimEnd("\r\n").Count('\n');
        return true;
    }

    /// <summary>A field of the current row, valid until the next one.</summary>
    /// <param name="column">Index into the columns given to <see cref="Open"/>.</param>
    public ReadOnlySpan<char> Field(int column) => _columns[column] < 0 ? [] : _reader.GetFieldSpan(_columns[column]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private static Stream Unpacked(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static List<string> Names(CsvDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];

    private static int[] Find(string path, CsvDataReader reader, IReadOnlyList<string> columns)
    {
        var names = Names(reader);
        return [.. columns.Select(column => names.IndexOf(column) is var at and >= 0 ? at : throw new CommandException(
            $"{Path.GetFileName(path)} line 1: the header has no column '{column}'; expected {string.Join(',', columns)}."))];
    }

    private static T Guard<T>(string path, int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CsvFormatException or InvalidDataException or IOException)
        {
            var problem = exception.Message.TrimEnd('.');
            throw new CommandException(
                $"{Path.GetFileName(path)} line {line}: cannot be read as CSV ({problem}). Correct the file and start again.", exception);
        }
    }
}
