using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Histories by seller, bounded: when full, the least recently paid seller is forgotten. Not thread-safe.</summary>
/// <param name="maxSellers">Most sellers to keep; at least 1.</param>
public sealed class SellerTable(int maxSellers)
{
    private readonly KeyedTable<SellerHistory> _histories = new(maxSellers);

    /// <summary>Sellers remembered.</summary>
    public int Count => _histories.Count;

    /// <summary>Finds the history of a seller without touching its place in the order of use.</summary>
    /// <param name="seller">Hash of the seller; 0 means unknown and is never found.</param>
    public SellerHistory? Find(uint seller)
    {
        var history = _histories.Find(seller, out var found);
        return found ? history : null;
    }

    /// <summary>Brings what is known of several sellers near: see <see cref="HistoryTable.Warm"/>.</summary>
    /// <param name="sellers">Hashes of sellers; unknown ones are passed over.</param>
    public void Warm(ReadOnlySpan<ulong> sellers) =>
        _histories.Warm(sellers, static history => history.Buckets is [.., var latest] ? latest.Second : 0);

    /// <summary>Adds a payment to its seller, which becomes the most recently used one.</summary>
    /// <param name="trace">The payment; one without a seller is left out.</param>
    public void Add(in PaymentTrace trace)
    {
        if (trace.Seller != 0)
        {
            _histories.Touch(trace.Seller).Add(trace.OccurredAtSecond, trace.Amount);
        }
    }

    /// <summary>Marks a payment as fraud, without touching its seller's place in the order of use.</summary>
    /// <param name="trace">The payment.</param>
    public void MarkFraud(in PaymentTrace trace)
    {
        var history = _histories.Edit(trace.Seller, out var found);
        if (found)
        {
            history.MarkFraud(trace.OccurredAtSecond);
        }
    }

    /// <summary>Where the order of use stands: see <see cref="KeyedTable{TValue}.Mark"/>.</summary>
    internal long Mark => _histories.Mark;

    /// <summary>The sellers, most recently paid first. The table must not change meanwhile.</summary>
    public IEnumerable<ulong> NewestFirst() => _histories.NewestFirst();

    /// <summary>Those of them that have had a payment since a mark.</summary>
    /// <param name="mark">The <see cref="Mark"/> of then.</param>
    internal IEnumerable<ulong> NewestFirst(long mark) => _histories.NewestFirst(mark);

    /// <summary>Captures the table for a snapshot.</summary>
    public IStateCapture Capture() => _histories.Capture();

    /// <summary>Adds a piece of a snapshot to a table that has nothing but earlier pieces of it.</summary>
    /// <param name="piece">A piece as the capture wrote it.</param>
    public void Load(ReadOnlySpan<byte> piece) => _histories.Load(piece);
}
