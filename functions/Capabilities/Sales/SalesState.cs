using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Sales;

/// <summary>State of one partition of <c>payments</c>: the days being counted, and payments whose goods may come back.</summary>
public sealed class SalesState : IStreamState
{
    private const byte SnapshotVersion = 1;
    private const byte SaleChange = 1;
    private const byte ReturnChange = 2;
    private const int HeadBytes = 29;
    private static readonly TimeSpan CellRest = TimeSpan.FromDays(4);

    private readonly long _returnWindowMs;
    private readonly KeyedTable<SalesCell> _cells;
    private readonly KeyedTable<SoldPayment> _payments;
    private readonly ArrayBufferWriter<byte> _change = new();
    private readonly List<SalesCell> _changed = [];

    /// <summary>Makes an empty state.</summary>
    /// <param name="options">Bounds.</param>
    /// <param name="partitionId">Partition of <c>payments</c> whose state this is.</param>
    public SalesState(SalesOptions options, string partitionId)
    {
        ArgumentNullException.ThrowIfNull(options);
        PartitionId = partitionId;
        _returnWindowMs = (long)options.ReturnWindow.TotalMilliseconds;
        _cells = new KeyedTable<SalesCell>(options.MaxCells);
        _payments = new KeyedTable<SoldPayment>(options.MaxPayments);
    }

    /// <summary>Partition of <c>payments</c> whose state this is.</summary>
    public string PartitionId { get; }

    /// <summary>Days being counted.</summary>
    public int Cells => _cells.Count;

    /// <summary>Payments remembered.</summary>
    public int Payments => _payments.Count;

    /// <summary>Counts a payment.</summary>
    /// <param name="at">Position and time.</param>
    /// <param name="payment">What was bought.</param>
    /// <param name="changed">Receives the cells as they are now.</param>
    /// <returns>The change that repeats this on replay; valid until the next call.</returns>
    internal ReadOnlySpan<byte> AddSale(in SalesMoment at, in SoldPayment payment, ICollection<SalesCell> changed)
    {
        Begin(SaleChange, at, 0);
        payment.Write(_change);
        Sell(at, payment);
        return End(changed);
    }

    /// <summary>Takes goods back.</summary>
    /// <param name="at">Position and time.</param>
    /// <param name="cents">Euro cents given back; negative for the whole payment.</param>
    /// <param name="changed">Receives the cells as they are now.</param>
    /// <param name="change">The change that repeats this on replay; valid until the next call.</param>
    /// <returns>False when the payment is not remembered, or nothing of it is left: nothing changes.</returns>
    internal bool TryReturn(in SalesMoment at, long cents, ICollection<SalesCell> changed, out ReadOnlySpan<byte> change)
    {
        change = default;
        if (!(_payments.Find(at.Payment, out _).Lines?.Count > 0))
        {
            return false;
        }

        Begin(ReturnChange, at, cents);
        TakeBack(at, cents);
        change = End(changed);
        return true;
    }

    /// <summary>The storefront of a payment that is remembered; the default where it is not.</summary>
    /// <param name="payment">Hash of its id.</param>
    internal CountryCode MarketOf(ulong payment) => _payments.Find(payment, out _).Market;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        var at = new SalesMoment(
            BinaryPrimitives.ReadInt64LittleEndian(change[1..]),
            BinaryPrimitives.ReadUInt64LittleEndian(change[9..]),
            DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(change[17..])));
        var cents = BinaryPrimitives.ReadInt64LittleEndian(change[21..]);
        switch (change[0])
        {
            case SaleChange:
                Sell(at, SoldPayment.Read(change[HeadBytes..], out _));
                break;
            case ReturnChange:
                TakeBack(at, cents);
                break;
            default:
                throw new InvalidDataException($"A change of the sales starts with {change[0]}; expected {SaleChange} (sale) or {ReturnChange} (return).");
        }

        _changed.Clear();
    }

    /// <inheritdoc/>
    public IStateCapture Capture() => new TaggedCapture(SnapshotVersion, _cells.Capture(), _payments.Capture());

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        switch (snapshot)
        {
            case [SnapshotVersion, 0, ..]:
                _cells.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [SnapshotVersion, 1, ..]:
                _payments.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            default:
                throw new FormatException(
                    $"a sales state of version {SnapshotVersion}, got one that begins with {Convert.ToHexStringLower(snapshot[..Math.Min(2, snapshot.Length)])}");
        }
    }

    /// <summary>Names a cell.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="day">Day of the market's calendar.</param>
    /// <param name="sku">The product.</param>
    internal static ulong KeyOf(CountryCode market, DateOnly day, string sku) => IdHash.Of($"{market}|{day.DayNumber}|{sku}");

    private void Sell(in SalesMoment at, in SoldPayment payment)
    {
        _payments.Touch(at.Payment, at.DayMs) = payment;
        foreach (var line in payment.Lines ?? [])
        {
            ref var cell = ref Touch(at, payment.Market, line.Sku);
            cell = cell with { Units = cell.Units + line.Units, RevenueCents = cell.RevenueCents + line.Cents };
            _changed.Add(cell);
        }

        Forget(at);
    }

    private void TakeBack(in SalesMoment at, long cents)
    {
        ref var payment = ref _payments.Edit(at.Payment, out var found);
        if (!found)
        {
            return;
        }

        var (market, (back, left)) = (payment.Market, payment.Return(cents));
        payment = left;
        foreach (var line in back)
        {
            ref var cell = ref Touch(at, market, line.Sku);
            cell = cell with { Returned = cell.Returned + line.Units, RefundCents = cell.RefundCents + line.Cents };
            _changed.Add(cell);
        }

        Forget(at);
    }

    private ref SalesCell Touch(in SalesMoment at, CountryCode market, string sku)
    {
        ref var cell = ref _cells.Touch(KeyOf(market, at.Day, sku), at.DayMs);
        if (cell.Sku is null)
        {
            cell = new SalesCell(at.Sequence, market, at.Day, sku, 0, 0, 0, 0);
        }

        return ref cell;
    }

    private void Forget(in SalesMoment at)
    {
        _cells.ForgetIdle(at.DayMs - (long)CellRest.TotalMilliseconds);
        _payments.ForgetIdle(at.DayMs - _returnWindowMs);
    }

    private void Begin(byte kind, in SalesMoment at, long cents)
    {
        _change.ResetWrittenCount();
        var head = _change.GetSpan(HeadBytes);
        head[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], at.Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(head[9..], at.Payment);
        BinaryPrimitives.WriteInt32LittleEndian(head[17..], at.Day.DayNumber);
        BinaryPrimitives.WriteInt64LittleEndian(head[21..], cents);
        _change.Advance(HeadBytes);
    }

    private ReadOnlySpan<byte> End(ICollection<SalesCell> changed)
    {
        foreach (var cell in _changed)
        {
            changed.Add(cell);
        }

        _changed.Clear();
        return _change.WrittenSpan;
    }
}
