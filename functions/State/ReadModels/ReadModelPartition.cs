using Azure;
using Azure.Data.Tables;

namespace XbFunctions.State;

/// <summary>One partition of one table as one stream writes it. Rows come in under the writer's lock; one thread writes at a time.</summary>
/// <param name="table">The table.</param>
/// <param name="partitionKey">The table's partition.</param>
/// <param name="stream">Names the stream in the table.</param>
internal sealed class ReadModelPartition(TableClient table, string partitionKey, string stream)
{
    /// <summary>Most rows of a transaction, the fence among them.</summary>
    public const int MaxTransactionRows = 100;

    private const int MaxTransactionBytes = 3 * 1024 * 1024;
    private readonly Dictionary<string, PendingRow> _waiting = new(StringComparer.Ordinal);
    private readonly List<(string RowKey, PendingRow Row)> _writing = [];
    private ReadModelFence? _fence;

    public string Table => table.Name;

    public string Name => $"{table.Name}/{partitionKey}";

    public bool IsWriting => _writing.Count > 0;

    /// <summary>Takes a row; true when it replaced one that still waited.</summary>
    public bool Add(string rowKey, PendingRow row)
    {
        var replaced = _waiting.TryGetValue(rowKey, out var older);
        _waiting[rowKey] = replaced ? row with { Since = older!.Since } : row;
        return replaced;
    }

    /// <summary>Takes what waits for writing; nothing may be left of the last time.</summary>
    public void Begin()
    {
        _writing.AddRange(_waiting.Select(static waiting => (waiting.Key, waiting.Value)));
        _writing.Sort(static (left, right) => left.Row.Position.CompareTo(right.Row.Position));
        _waiting.Clear();
    }

    /// <summary>Forgets all rows; the fence is read again.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _writing.Clear();
        _fence = null;
    }

    /// <summary>Writes one transaction; safe to call again after a fault whose effect is unknown.</summary>
    /// <returns>The rows written, and those found to be written or replaced already.</returns>
    public async Task<(IReadOnlyList<PendingRow> Written, int Superseded)> WriteAsync(CancellationToken cancellationToken)
    {
        var fence = _fence ??= await ReadModelFence.ReadAsync(table, partitionKey, stream, cancellationToken).ConfigureAwait(false);
        var superseded = _writing.RemoveAll(one => one.Row.Position <= fence.Through);
        if (_writing.Count == 0)
        {
            return ([], superseded);
        }

        var count = Take();
        var through = _writing[count - 1].Row.Position;
        List<TableTransactionAction> actions = [fence.MoveTo(through, partitionKey, stream)];
        actions.AddRange(_writing.Take(count).Select(one => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, one.Row.ToEntity(partitionKey, one.RowKey, stream))));

        // Whatever goes wrong, the fence tells afterwards whether the transaction took effect.
        _fence = null;
        try
        {
            var answers = await table.SubmitTransactionAsync(actions, cancellationToken).ConfigureAwait(false);
            _fence = answers.Value[0].Headers.ETag is { } tag ? new ReadModelFence(through, tag) : null;
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412)
        {
            // Another transaction of the stream came first, perhaps an earlier try of this one.
            return ([], superseded);
        }

        PendingRow[] written = [.. _writing.Take(count).Select(static one => one.Row)];
        _writing.RemoveRange(0, count);
        return (written, superseded);
    }

    private int Take()
    {
        var (count, bytes) = (0, 0);
        while (count < _writing.Count && count < MaxTransactionRows - 1)
        {
            bytes += _writing[count].Row.RequestBytes;
            if (count > 0 && bytes > MaxTransactionBytes)
            {
                break;
            }

            count++;
        }

        return count;
    }
}
