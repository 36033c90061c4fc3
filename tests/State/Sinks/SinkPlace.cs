using System.Globalization;
using Azure.Data.Tables;
using DuckDB.NET.Data;

namespace XbFunctions.State.Tests;

/// <summary>A table, an archive and containers of a test's own.</summary>
internal sealed class SinkPlace
{
    public StateOptions State { get; } = Storage.NewOptions();

    public ReadModelOptions ReadModels { get; } = new();

    public ArchiveOptions Archive { get; } = new() { Container = Storage.NewName("archive") };

    public ReadModelDefinition Table { get; } = new(
        Storage.NewName("Counts"),
        new("Count", ReadModelColumnType.Whole),
        new("Sum", ReadModelColumnType.Number),
        new("Key", ReadModelColumnType.Text),
        new("At", ReadModelColumnType.Time));

    public ArchiveDataset Dataset { get; } = new(
        "count/numbers", 1, new("key", ArchiveColumnType.Text), new("number", ArchiveColumnType.Whole));

    /// <summary>Rows of the table without its fences, as text.</summary>
    public async Task<string> RowsAsync() => string.Join(';', (await ReadRowsAsync())
        .OrderBy(row => row.RowKey, StringComparer.Ordinal)
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.RowKey}={row.GetInt64("Count")},{row.GetDouble("Sum")}")));

    public async Task<List<TableEntity>> ReadRowsAsync()
    {
        var rows = new List<TableEntity>();
        await Storage.Tables().CreateTableIfNotExistsAsync(Table.Table);
        await foreach (var row in Storage.Tables().GetTableClient(Table.Table).QueryAsync<TableEntity>())
        {
            if (row.RowKey[0] != ReadModelFence.Mark)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Numbers of the archived rows in the order of the files' names, read by DuckDB.</summary>
    public async Task<List<long>> NumbersAsync()
    {
        var numbers = new List<long>();
        foreach (var blob in await Storage.BlobsAsync(Archive.Container))
        {
            numbers.AddRange(await DuckAsync(blob, "select number from FILE order by sequence_number", reader => reader.GetInt64(0)));
        }

        return numbers;
    }

    /// <summary>Reads an archive file with DuckDB.</summary>
    public async Task<List<T>> DuckAsync<T>(string blob, string query, Func<DuckDBDataReader, T> read)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await Storage.ReadAsync(Archive.Container, blob));
            await using var connection = new DuckDBConnection("DataSource=:memory:");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the test's own.
            command.CommandText = query.Replace("FILE", $"read_parquet('{path}')", StringComparison.Ordinal)
                .Replace("PATH", $"'{path}'", StringComparison.Ordinal);
#pragma warning restore CA2100
            await using var reader = (DuckDBDataReader)await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
