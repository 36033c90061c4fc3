using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>What one batch changes. Reused from batch to batch; not thread-safe.</summary>
internal sealed class SalesBatch
{
    private readonly Dictionary<(long Since, ulong Key), SalesCell> _last = [];

    /// <summary>Strings of ids.</summary>
    public IdInterner Ids { get; } = new();

    /// <summary>Cells after each change, in order.</summary>
    public List<SalesCell> Changed { get; } = [];

    /// <summary>Forgets what a batch that failed has left.</summary>
    public void Clear()
    {
        Changed.Clear();
        _last.Clear();
    }

    /// <summary>Hands a row of each changed cell to a batch. Copies, not the state's: it may have forgotten a cell since.</summary>
    /// <param name="partitionId">Partition of the batch.</param>
    /// <param name="result">The batch.</param>
    public void WriteTo(string partitionId, BatchResult result)
    {
        foreach (var cell in Changed)
        {
            _last[(cell.Since, SalesState.KeyOf(cell.Market, cell.Day, cell.Sku!))] = cell;
        }

        var rows = new ReadModelRows(SalesDays.Definition);
        foreach (var cell in _last.Values)
        {
            SalesDays.Add(rows, partitionId, cell);
        }

        rows.WriteTo(result);
    }
}
