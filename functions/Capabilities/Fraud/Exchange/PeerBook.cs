namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What all partitions have told of their sellers, instruments, devices and delivery addresses. Frames are taken by one thread at a time; views read meanwhile.
/// </summary>
internal sealed class PeerBook
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly HashSet<int> _renewed = [];
    private readonly RecordPages _pages = new();

    /// <summary>Sellers.</summary>
    public PeerTable<SellerHistory> Sellers { get; } = new(Combine);

    /// <summary>Instruments.</summary>
    public PeerTable<SharedUse> Instruments { get; } = new(SharedUse.Combine, SharedUse.Read);

    /// <summary>Devices.</summary>
    public PeerTable<SharedUse> Devices { get; } = new(SharedUse.Combine, SharedUse.Read);

    /// <summary>Delivery addresses.</summary>
    public PeerTable<SharedUse> Addresses { get; } = new(SharedUse.Combine, SharedUse.Read);

    /// <summary>What the others know, as one partition sees it.</summary>
    /// <param name="partition">Id of the partition.</param>
    public PeerView ViewOf(string partition) => new(this, IndexOf(partition));

    /// <summary>Takes a frame.</summary>
    /// <param name="partition">Id of the partition that wrote it.</param>
    /// <param name="kind">Whether it begins or ends everything that the partition tells.</param>
    /// <param name="records">Its records, unpacked.</param>
    /// <param name="version">Version of the frame that they stood in.</param>
    /// <exception cref="InvalidDataException">The records are not what <see cref="ExchangeRecords"/> writes.</exception>
    public void Take(string partition, ExchangeFrameKind kind, ReadOnlySpan<byte> records, int version = ExchangeFrame.Version)
    {
        var index = IndexOf(partition);
        if (kind.HasFlag(ExchangeFrameKind.First))
        {
            // One that began before and never ended is forgotten with what it left.
            Sellers.BeginAnew(index);
            Instruments.BeginAnew(index);
            Devices.BeginAnew(index);
            Addresses.BeginAnew(index);
            _renewed.Add(index);
        }

        ExchangeRecords.Read(records, this, index, version, tellsAll: kind != ExchangeFrameKind.Changes || _renewed.Contains(index));
        if (kind.HasFlag(ExchangeFrameKind.Last) && _renewed.Remove(index))
        {
            Sellers.EndAnew(index);
            Instruments.EndAnew(index);
            Devices.EndAnew(index);
            Addresses.EndAnew(index);
            _pages.Leave();
        }
    }

    /// <summary>Takes a record of an instrument, a device or a delivery address; it is read when it is asked for.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="key">The key.</param>
    /// <param name="partition">Index of the partition that told it.</param>
    /// <param name="record">The sums as <see cref="SharedUse.Write"/> lays them out.</param>
    /// <param name="tellsAll">Whether it was told with everything that the partition tells.</param>
    public void Keep(PeerTable<SharedUse> table, ulong key, int partition, ReadOnlySpan<byte> record, bool tellsAll)
    {
        var (page, at) = _pages.Keep(record, tellsAll);
        table.Set(key, partition, page, at);
    }

    /// <summary>Forgets what a partition has told.</summary>
    /// <param name="partition">Its id.</param>
    public void Forget(string partition) => Take(partition, ExchangeFrameKind.First | ExchangeFrameKind.Last, []);

    private static SellerHistory Combine(IReadOnlyList<SellerHistory> parts)
    {
        var sum = new SellerHistory();
        foreach (ref readonly var bucket in InOrder.Merge(parts, static part => part.Buckets, static bucket => bucket.Second).AsSpan())
        {
            sum.Add(bucket);
        }

        sum.SeenSince(parts.Min(static part => part.FirstSecond));
        return sum;
    }

    private int IndexOf(string partition)
    {
        lock (_indices)
        {
            if (!_indices.TryGetValue(partition, out var index))
            {
                // Ids of partitions are numbers; their order then does not depend on who was met first.
                index = int.TryParse(partition, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0
                    ? number
                    : -1 - _indices.Count;
                _indices.Add(partition, index);
            }

            return index;
        }
    }
}
