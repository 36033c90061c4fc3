using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>The tables of read models; each is created when it is first written. Thread-safe.</summary>
internal sealed class ReadModelTables(TableServiceClient service)
{
    private readonly ConcurrentDictionary<string, bool> _created = new(StringComparer.Ordinal);

    /// <summary>Names a stream in rows and fences, without the characters that keys must not have.</summary>
    public static string StreamOf(string function, StreamPartition partition) =>
        $"{function}|{partition.Folder().Replace('/', '|')}";

    public TableClient Open(string table) => service.GetTableClient(table);

    public async Task EnsureAsync(string table, CancellationToken cancellationToken)
    {
        if (!_created.ContainsKey(table))
        {
            await service.CreateTableIfNotExistsAsync(table, cancellationToken).ConfigureAwait(false);
            _created[table] = true;
        }
    }
}
