namespace XbFunctions.Xb.Chaos;

/// <summary>Decides which storage requests fail, and counts them. Safe for several threads.</summary>
/// <param name="seed">Seed of the choice.</param>
/// <param name="share">Share of requests that fail while nothing else is said.</param>
/// <param name="lateAppends">Share of appends to journals that take effect late while requests fail at all.</param>
/// <param name="bug">A bug put in on purpose.</param>
internal sealed class StorageFaultPlan(int seed, double share, double lateAppends, ChaosBug bug)
{
    private static readonly StorageFault[] Kinds =
        [StorageFault.BrokenBefore, StorageFault.BrokenAfter, StorageFault.ServerError, StorageFault.Busy, StorageFault.Slow];

    private const double LostCommits = 0.1;

    // Three functions commit; those of one are compared, and only the appends that come late, or from an older owner, do harm.
    private const int EnoughStrikes = 60;

    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<StorageFault, long> _counts = [];
    private double _share = share;
    private double? _burst;
    private long _bugs;

    /// <summary>Requests that passed through, failed ones included.</summary>
    public long Requests { get; private set; }

    /// <summary>Faults so far, by kind.</summary>
    public IReadOnlyDictionary<StorageFault, long> Counts
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<StorageFault, long>(_counts);
            }
        }
    }

    /// <summary>How often the bug put in on purpose has struck.</summary>
    public long BugStrikes => Interlocked.Read(ref _bugs);

    /// <summary>Completes once a bug put in on purpose has had occasion to do harm; at once where there is none.</summary>
    public Task HasStruck => bug == ChaosBug.None ? Task.CompletedTask : _struck.Task;

    /// <summary>Sets another share for a while, or ends it.</summary>
    /// <param name="share">The share in [0, 1]; <see langword="null"/> for the usual one.</param>
    public void Burst(double? share)
    {
        lock (_gate)
        {
            _burst = share;
        }
    }

    /// <summary>Lets everything pass from now on.</summary>
    public void End()
    {
        lock (_gate)
        {
            (_share, _burst) = (0, null);
        }
    }

    /// <summary>What happens to the next request.</summary>
    public StorageFault Next()
    {
        lock (_gate)
        {
            Requests++;
            if (_random.NextDouble() >= (_burst ?? _share))
            {
                return StorageFault.None;
            }

            var fault = Kinds[_random.Next(Kinds.Length)];
            _counts[fault] = _counts.GetValueOrDefault(fault) + 1;
            return fault;
        }
    }

    /// <summary>Whether an append to a journal takes effect late.</summary>
    public bool IsLate()
    {
        lock (_gate)
        {
            if (_share == 0 || _random.NextDouble() >= lateAppends)
            {
                return false;
            }

            _counts[StorageFault.Late] = _counts.GetValueOrDefault(StorageFault.Late) + 1;
            return true;
        }
    }

    /// <summary>Whether the bug strikes at an append to a journal.</summary>
    /// <param name="asked">The bug.</param>
    public bool Strikes(ChaosBug asked)
    {
        if (asked != bug)
        {
            return false;
        }

        lock (_gate)
        {
            // A commit that is lost now and then is harder to see than one that is always lost.
            if (asked == ChaosBug.LostCommit && _random.NextDouble() >= LostCommits)
            {
                return false;
            }
        }

        if (Interlocked.Increment(ref _bugs) == EnoughStrikes)
        {
            _struck.TrySetResult();
        }

        return true;
    }
}
