using System.Buffers;
using System.Buffers.Binary;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// State of one partition of <c>decisions</c>: the minute and hour being counted, the attempts of the last hour, and the reviews that no
/// label has closed.
/// </summary>
public sealed class WatchState : IStreamState
{
    private const byte SnapshotVersion = 1;
    private const byte DecisionChange = 1;
    private const byte ReviewChange = 2;
    private const byte ClosedChange = 3;
    private const byte EraseChange = 64;
    private const int AttemptMinutes = 60;
    private const long MinuteMs = 60_000;

    private readonly KeyedTable<WatchedAttempt> _attempts;
    private readonly KeyedTable<OpenReview> _reviews;
    private readonly ArrayBufferWriter<byte> _change = new();

    /// <summary>Makes an empty state.</summary>
    /// <param name="options">Bounds.</param>
    /// <param name="partitionId">Partition of <c>decisions</c> whose state this is.</param>
    public WatchState(WarningOptions options, string partitionId)
    {
        ArgumentNullException.ThrowIfNull(options);
        PartitionId = partitionId;
        Open = new OpenCounts(options.MaxCells);
        _attempts = new KeyedTable<WatchedAttempt>(options.MaxAttempts);
        _reviews = new KeyedTable<OpenReview>(options.MaxOpenReviews);
    }

    /// <summary>Partition of <c>decisions</c> whose state this is.</summary>
    public string PartitionId { get; }

    /// <summary>Reviews that no label has closed.</summary>
    public int OpenReviews => _reviews.Count;

    /// <summary>The minute and hour being counted.</summary>
    internal OpenCounts Open { get; }

    /// <summary>The minute being counted, since the Unix epoch; 0 before the first decision.</summary>
    public long OpenMinute => Open.Minute;

    /// <summary>Adds the cells of the open minute to those of other partitions, as they would be written.</summary>
    /// <param name="into">Receives them.</param>
    public void MergeOpenMinute(IDictionary<WatchKey, WatchCell> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        foreach (var (key, cell) in Open.Cells.Where(static cell => FraudMinutes.IsWritten(cell.Key.Dimension, cell.Value)))
        {
            into.TryGetValue(key, out var sum);
            sum.Add(cell);
            into[key] = sum;
        }
    }

    /// <summary>Counts a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>The change that repeats this on replay; valid until the next call.</returns>
    internal ReadOnlySpan<byte> Add(in WatchedDecision decision)
    {
        _change.ResetWrittenCount();
        _change.Write([DecisionChange]);
        decision.Write(_change);
        Count(decision);
        return _change.WrittenSpan;
    }

    /// <summary>Opens a review.</summary>
    /// <param name="payment">Hash of the payment's id.</param>
    /// <param name="body">The decision's body.</param>
    /// <returns>As above.</returns>
    internal ReadOnlySpan<byte> OpenReview(ulong payment, ReadOnlySpan<byte> body)
    {
        _reviews.Touch(payment) = new OpenReview(body.ToArray());
        return Change(ReviewChange, payment, body);
    }

    /// <summary>Closes a review.</summary>
    /// <param name="payment">Hash of the payment's id.</param>
    /// <param name="body">Body of its decision.</param>
    /// <param name="change">The change that repeats this on replay; valid until the next call.</param>
    /// <returns>False when no such review is open: nothing changes.</returns>
    internal bool TryCloseReview(ulong payment, out ReadOnlyMemory<byte> body, out ReadOnlySpan<byte> change)
    {
        body = _reviews.Find(payment, out var found).Body;
        change = found ? Change(ClosedChange, payment, []) : default;
        return found && _reviews.Remove(payment);
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        switch (change[0])
        {
            case DecisionChange:
                Count(WatchedDecision.Read(change[1..]));
                break;
            case ReviewChange:
                _reviews.Touch(BinaryPrimitives.ReadUInt64LittleEndian(change[1..])) = new OpenReview(change[9..].ToArray());
                break;
            case EraseChange:
                Forget(new Pseudonym(BinaryPrimitives.ReadUInt128LittleEndian(change[1..])));
                break;
            case ClosedChange:
                _reviews.Remove(BinaryPrimitives.ReadUInt64LittleEndian(change[1..]));
                break;
            default:
                throw new InvalidDataException(
                    $"A change of the watch starts with {change[0]}; expected {DecisionChange} (decision), {ReviewChange} (review) or {ClosedChange} (label).");
        }
    }

    /// <inheritdoc/>
    public IStateCapture Capture()
    {
        WantsSnapshot = false;
        return new TaggedCapture(SnapshotVersion, Open.Capture(), _attempts.Capture(), _reviews.Capture());
    }

    /// <inheritdoc/>
    public bool WantsSnapshot { get; private set; }

    /// <summary>Forgets the open reviews of a customer. Attempts of the last hour are hashes of customer and instrument, and go by themselves.</summary>
    /// <param name="customer">Stands for the customer.</param>
    /// <param name="removed">Reviews removed.</param>
    /// <returns>The change that repeats this on replay; valid until the next call.</returns>
    internal ReadOnlySpan<byte> Erase(Pseudonym customer, out int removed)
    {
        _change.ResetWrittenCount();
        var bytes = _change.GetSpan(17);
        bytes[0] = EraseChange;
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[1..], customer.Value);
        _change.Advance(17);
        removed = Forget(customer);
        return _change.WrittenSpan;
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        switch (snapshot)
        {
            case [SnapshotVersion, 0, ..]:
                Open.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [SnapshotVersion, 1, ..]:
                _attempts.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            case [SnapshotVersion, 2, ..]:
                _reviews.Load(snapshot[TaggedCapture.HeadBytes..]);
                break;
            default:
                throw new FormatException(
                    $"a watch state of version {SnapshotVersion}, got one that begins with {Convert.ToHexStringLower(snapshot[..Math.Min(2, snapshot.Length)])}");
        }
    }

    private int Forget(Pseudonym customer)
    {
        WantsSnapshot = true;
        var text = System.Text.Encoding.UTF8.GetBytes(customer.ToString());
        var keys = _reviews.Keys.Where(key => _reviews.Find(key, out _).Body.AsSpan().IndexOf(text) >= 0).Order().ToArray();
        foreach (var key in keys)
        {
            _reviews.Remove(key);
        }

        return keys.Length;
    }

    private void Count(in WatchedDecision decision)
    {
        var minute = Math.Max(decision.Minute, Open.Minute);
        ref var attempt = ref _attempts.Touch(decision.Attempt, minute * MinuteMs);
        var isAttempt = attempt.Minute <= minute - AttemptMinutes;
        var isHit = decision.IsEvidence && (isAttempt || !attempt.IsHit);
        attempt = new WatchedAttempt { Minute = isAttempt ? minute : attempt.Minute, IsHit = isHit || (!isAttempt && attempt.IsHit) };
        if (minute > Open.Minute)
        {
            _attempts.ForgetIdle((minute - AttemptMinutes) * MinuteMs);
        }

        Open.Add(decision, isAttempt, isHit);
    }

    private ReadOnlySpan<byte> Change(byte kind, ulong payment, ReadOnlySpan<byte> body)
    {
        _change.ResetWrittenCount();
        var head = _change.GetSpan(9);
        head[0] = kind;
        BinaryPrimitives.WriteUInt64LittleEndian(head[1..], payment);
        _change.Advance(9);
        _change.Write(body);
        return _change.WrittenSpan;
    }
}
