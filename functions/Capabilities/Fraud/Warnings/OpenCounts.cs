using System.Runtime.InteropServices;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The minute and the hour that are being counted. A decision of an earlier minute counts in the open one: what was written stays as it
/// is. Not thread-safe.
/// </summary>
/// <param name="maxCells">Groups counted in one minute.</param>
internal sealed class OpenCounts(int maxCells)
{
    private const int MinutesOfHour = 60;

    private readonly Dictionary<WatchKey, WatchCell> _cells = [];
    private readonly Dictionary<CountryCode, HourCell> _markets = [];

    /// <summary>The open minute since the Unix epoch; 0 before the first decision.</summary>
    public long Minute { get; private set; }

    /// <summary>The open hour since the Unix epoch.</summary>
    public long Hour => Minute / MinutesOfHour;

    /// <summary>Cells of the open minute.</summary>
    public IReadOnlyDictionary<WatchKey, WatchCell> Cells => _cells;

    /// <summary>Cells of the open hour.</summary>
    public IReadOnlyDictionary<CountryCode, HourCell> Markets => _markets;

    /// <summary>Counts a decision, beginning its minute and hour when they are later than the open ones.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="isAttempt">Whether its attempt is new.</param>
    /// <param name="isHit">Whether it is the first of its attempt that was held.</param>
    public void Add(in WatchedDecision decision, bool isAttempt, bool isHit)
    {
        Begin(decision.Minute);
        Add(WatchKey.OfMarket(decision.Market), decision, isAttempt, isHit);
        Add(WatchKey.OfCorridor(decision.Issuer, decision.Shipping), decision, isAttempt, isHit);
        Add(WatchKey.OfIssuer(decision.Issuer), decision, isAttempt, isHit);
        Add(WatchKey.Of(WatchDimension.Seller, decision.Seller), decision, isAttempt, isHit);
        Add(WatchKey.Of(WatchDimension.Device, decision.Device), decision, isAttempt, isHit);
        Add(WatchKey.Of(WatchDimension.Instrument, decision.Instrument), decision, isAttempt, isHit);
        Add(WatchKey.Of(WatchDimension.Address, decision.Address), decision, isAttempt, isHit);
        ref var hour = ref CollectionsMarshal.GetValueRefOrAddDefault(_markets, decision.Market, out _);
        (hour ??= new HourCell()).Add(decision);
    }

    /// <summary>Captures the counts for a snapshot.</summary>
    public IStateCapture Capture()
    {
        using var bytes = new MemoryStream();
        using (var target = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            target.Write(Minute);
            target.Write(_cells.Count);
            foreach (var (key, cell) in _cells)
            {
                Write(target, key, cell);
            }

            target.Write(_markets.Count);
            foreach (var (market, cell) in _markets)
            {
                target.Write(market.Packed);
                cell.Write(target);
            }
        }

        return new CopiedCapture(bytes.ToArray());
    }

    /// <summary>Reads what a capture wrote into empty counts.</summary>
    /// <param name="piece">The only piece.</param>
    public void Load(ReadOnlySpan<byte> piece)
    {
        using var source = new BinaryReader(new MemoryStream(piece.ToArray()), Encoding.UTF8);
        Minute = source.ReadInt64();
        for (var left = source.ReadInt32(); left > 0; left--)
        {
            var key = new WatchKey((WatchDimension)source.ReadByte(), new UInt128(source.ReadUInt64(), source.ReadUInt64()));
            _cells[key] = ReadCell(source);
        }

        for (var left = source.ReadInt32(); left > 0; left--)
        {
            _markets[CountryCode.FromPacked(source.ReadUInt16())] = HourCell.Read(source);
        }
    }

    private void Begin(long minute)
    {
        if (minute <= Minute)
        {
            return;
        }

        _cells.Clear();
        if (minute / MinutesOfHour > Hour)
        {
            _markets.Clear();
        }

        Minute = minute;
    }

    private void Add(WatchKey key, in WatchedDecision decision, bool isAttempt, bool isHit)
    {
        // Countries and sellers are few; devices, instruments and addresses are what a flood of new ones could fill the memory with.
        var isBounded = SurgeBaselines.IsCluster(key.Dimension);
        if (!key.IsKnown || (isBounded && _cells.Count >= maxCells && !_cells.ContainsKey(key)))
        {
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _).Add(decision, isAttempt, isHit);
    }

    private static void Write(BinaryWriter target, WatchKey key, in WatchCell cell)
    {
        target.Write((byte)key.Dimension);
        target.Write((ulong)(key.Value >> 64));
        target.Write((ulong)key.Value);
        target.Write(cell.Payments);
        target.Write(cell.Held);
        target.Write(cell.Declined);
        target.Write(cell.Attempts);
        target.Write(cell.Hits);
        target.Write(cell.ScoreSum);
        target.Write(cell.Sample ?? "");
        target.Write(cell.SampleMarket.Packed);
    }

    private static WatchCell ReadCell(BinaryReader source) => new()
    {
        Payments = source.ReadInt32(),
        Held = source.ReadInt32(),
        Declined = source.ReadInt32(),
        Attempts = source.ReadInt32(),
        Hits = source.ReadInt32(),
        ScoreSum = source.ReadDouble(),
        Sample = source.ReadString() is { Length: > 0 } sample ? sample : null,
        SampleMarket = CountryCode.FromPacked(source.ReadUInt16()),
    };
}
