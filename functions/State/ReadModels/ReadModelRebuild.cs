using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>
/// Makes the read models of one function anew from its partitions' states, also while the function runs: each row is compared with the one
/// in the table and replaced on condition of its ETag, so that a newer one stays.
/// </summary>
/// <typeparam name="TState">The function's state of one partition.</typeparam>
/// <param name="function">Name of the function.</param>
/// <param name="createState">Makes the empty state of a partition; its bounds must not be lower than the function's.</param>
/// <param name="source">Makes rows of a state.</param>
/// <param name="storage">Account of the journals.</param>
/// <param name="tables">Account of the tables.</param>
/// <param name="logger">Receives events 3000 to 3099.</param>
public sealed class ReadModelRebuild<TState>(
    string function,
    Func<StreamPartition, TState> createState,
    IReadModelSource<TState> source,
    BlobServiceClient storage,
    TableServiceClient tables,
    ILogger logger)
    where TState : class, IStreamState
{
    /// <summary>Names the container of the journals.</summary>
    public StateOptions Options { get; init; } = new();

    /// <summary>Partitions that have a state, in the order of their names.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The partitions; none when the function has never run.</returns>
    public async IAsyncEnumerable<StreamPartition> PartitionsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var container = storage.GetBlobContainerClient(Options.StateContainer);
        if (!await container.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{function}/", cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            var parts = blob.Name.Split('/');
            if (parts.Length == 5 && seen.Add(string.Join('/', parts[1..4])))
            {
                yield return new StreamPartition(parts[1], parts[2], parts[3]);
            }
        }
    }

    /// <summary>Makes the rows of one partition anew.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Ends the work; what is written stays.</param>
    /// <returns>Rows written, and rows that were there and newer.</returns>
    /// <exception cref="CorruptStateException">The state cannot be loaded.</exception>
    public async Task<(long Written, long Newer)> RunAsync(StreamPartition partition, CancellationToken cancellationToken = default)
    {
        var (state, sequence) = await LoadAsync(partition, cancellationToken).ConfigureAwait(false);
        var result = new BatchResult(0);
        source.WriteRows(state, result);
        var (written, newer) = (0L, 0L);
        var stream = ReadModelTables.StreamOf(function, partition);
        for (var index = 0; index < result.EntryCount; index++)
        {
            var entry = result.EntryAt(index);
            var table = tables.GetTableClient(entry.Target[(ReadModelDefinition.Sink.Length + 1)..]);
            await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
            foreach (var rows in ReadModelEntry.Read(entry.Body, sequence, 0, 0).GroupBy(static row => row.PartitionKey))
            {
                TableEntity[] entities = [.. rows.Select(row => row.Row.ToEntity(row.PartitionKey, row.RowKey, stream))];
                var left = await WriteAsync(table, rows.Key, entities, stream, sequence, cancellationToken).ConfigureAwait(false);
                written += entities.Length - left;
                newer += left;
            }
        }

        return (written, newer);
    }

    private async Task<(TState State, long Sequence)> LoadAsync(StreamPartition partition, CancellationToken cancellationToken)
    {
        using var stores = new StateStores(storage, Options, TimeProvider.System, logger);
        var folder = $"{function}/{partition.Folder()}";
        while (true)
        {
            var replay = new PartitionReplay<TState>(stores, folder, createState(partition));
            if (await replay.RunAsync(new PartitionJournal(stores.State, folder, stores.Retry, 0), cancellationToken).ConfigureAwait(false))
            {
                return (replay.State, replay.LastSequence);
            }
        }
    }

    /// <summary>Writes rows of one table partition; returns how many were there and newer.</summary>
    private static async Task<int> WriteAsync(
        TableClient table, string partitionKey, TableEntity[] rows, string stream, long sequence, CancellationToken cancellationToken)
    {
        var done = 0;
        var newer = 0;
        Dictionary<string, TableEntity>? stored = null;
        while (done < rows.Length)
        {
            stored ??= await ReadAsync(table, partitionKey, cancellationToken).ConfigureAwait(false);
            var chunk = rows.Skip(done).Take(ReadModelPartition.MaxTransactionRows).ToList();
            var actions = chunk.Where(row => !IsNewer(stored.GetValueOrDefault(row.RowKey), stream, sequence))
                .Select(row => stored.TryGetValue(row.RowKey, out var old)
                    ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, old.ETag)
                    : new TableTransactionAction(TableTransactionActionType.Add, row))
                .ToList();
            try
            {
                if (actions.Count > 0)
                {
                    await table.SubmitTransactionAsync(actions, cancellationToken).ConfigureAwait(false);
                }

                newer += chunk.Count - actions.Count;
                done += chunk.Count;
            }
            catch (RequestFailedException failed) when (failed.Status is 404 or 409 or 412)
            {
                // The function wrote a row meanwhile: compare again.
                stored = null;
            }
        }

        return newer;
    }

    private static bool IsNewer(TableEntity? stored, string stream, long sequence) =>
        stored is not null
        && stored.GetString(ReadModelDefinition.StreamColumn) == stream
        && stored.GetInt64(ReadModelDefinition.SequenceColumn) > sequence;

    private static async Task<Dictionary<string, TableEntity>> ReadAsync(TableClient table, string partitionKey, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        var query = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}"),
            select: ["PartitionKey", "RowKey", "Timestamp", ReadModelDefinition.SequenceColumn, ReadModelDefinition.StreamColumn],
            cancellationToken: cancellationToken);
        await foreach (var row in query.ConfigureAwait(false))
        {
            rows[row.RowKey] = row;
        }

        return rows;
    }
}
