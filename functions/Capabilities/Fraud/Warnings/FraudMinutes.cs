using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The read model of counts by minute: what each partition counted, packed into one row for each dimension (more when it is long), to be
/// merged where it is read.
/// </summary>
public static class FraudMinutes
{
    private const int TextPerRow = 24_000;
    private const int MinutesOfHour = 60;
    private const int CrowdedDevice = 3;

    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "FraudMinutes",
        new("Minute", ReadModelColumnType.Time),
        new("Dimension", ReadModelColumnType.Whole),
        new("Cells", ReadModelColumnType.Text));

    /// <summary>Table partition of a minute: its hour.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    /// <returns>Such as <c>2026031409</c>.</returns>
    public static string PartitionOf(long minute) => TimeOf(minute).ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    /// <summary>First characters of the row keys of a minute.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    /// <returns>Such as <c>26-</c>.</returns>
    public static string RowPrefixOf(long minute) => string.Create(CultureInfo.InvariantCulture, $"{minute % MinutesOfHour:00}-");

    /// <summary>Writes the rows of the open minute.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="state">The partition's state.</param>
    internal static void Add(ReadModelRows rows, WatchState state)
    {
        var minute = state.Open.Minute;
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var dimension in Enum.GetValues<WatchDimension>())
        {
            var part = 0;
            foreach (var cells in state.Open.Cells.Where(cell => cell.Key.Dimension == dimension && IsWritten(dimension, cell.Value)).Chunk(256))
            {
                var written = 0;
                while (written < cells.Length)
                {
                    written += Pack(cells.AsSpan(written), buffer);
                    rows.Add(
                        PartitionOf(minute),
                        string.Create(CultureInfo.InvariantCulture, $"{RowPrefixOf(minute)}{state.PartitionId}-{(int)dimension}-{part++:0000}"),
                        TimeOf(minute),
                        (long)dimension,
                        Encoding.UTF8.GetString(buffer.WrittenSpan));
                }
            }
        }
    }

    /// <summary>Reads the cells of one row.</summary>
    /// <param name="dimension">The row's dimension.</param>
    /// <param name="cells">Its column <c>Cells</c>.</param>
    /// <param name="into">Receives them, added to what is there.</param>
    /// <exception cref="JsonException">The text is not what was written.</exception>
    public static void Unpack(WatchDimension dimension, string cells, IDictionary<WatchKey, WatchCell> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        using var document = JsonDocument.Parse(cells);
        foreach (var cell in document.RootElement.EnumerateArray())
        {
            if (cell.GetArrayLength() < 7 || !WatchKey.TryParse(dimension, cell[0].GetString(), out var key))
            {
                throw new JsonException($"A cell of the table {Definition.Table} is no group of dimension {dimension} with its counts.");
            }

            into.TryGetValue(key, out var sum);
            sum.Add(new WatchCell
            {
                Payments = cell[1].GetInt32(),
                Held = cell[2].GetInt32(),
                Declined = cell[3].GetInt32(),
                Attempts = cell[4].GetInt32(),
                Hits = cell[5].GetInt32(),
                ScoreSum = cell[6].GetDouble(),
                Sample = cell.GetArrayLength() > 8 ? cell[7].GetString() : null,
                SampleMarket = cell.GetArrayLength() > 8 && CountryCode.TryParse(cell[8].GetString(), out var market) ? market : default,
            });
            into[key] = sum;
        }
    }

    /// <summary>The time at which a minute begins.</summary>
    /// <param name="minute">Minutes since the Unix epoch.</param>
    internal static DateTimeOffset TimeOf(long minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    /// <summary>Whether a cell can matter: a device, an instrument or an address does when something was held, or when several used it.</summary>
    /// <param name="dimension">The cell's dimension.</param>
    /// <param name="cell">The cell.</param>
    internal static bool IsWritten(WatchDimension dimension, in WatchCell cell) =>
        !SurgeBaselines.IsCluster(dimension) || cell.Held > 0 || cell.Attempts >= CrowdedDevice;

    private static int Pack(ReadOnlySpan<KeyValuePair<WatchKey, WatchCell>> cells, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        var count = 0;
        while (count < cells.Length && json.BytesCommitted + json.BytesPending < TextPerRow)
        {
            Write(json, cells[count].Key, cells[count].Value);
            count++;
        }

        json.WriteEndArray();
        return count;
    }

    private static void Write(Utf8JsonWriter json, WatchKey key, in WatchCell cell)
    {
        json.WriteStartArray();
        json.WriteStringValue(key.Text());
        json.WriteNumberValue(cell.Payments);
        json.WriteNumberValue(cell.Held);
        json.WriteNumberValue(cell.Declined);
        json.WriteNumberValue(cell.Attempts);
        json.WriteNumberValue(cell.Hits);
        json.WriteNumberValue(Math.Round(cell.ScoreSum, 4));
        if (cell.Sample is not null)
        {
            json.WriteStringValue(cell.Sample);
            json.WriteStringValue(cell.SampleMarket.ToString());
        }

        json.WriteEndArray();
    }
}
