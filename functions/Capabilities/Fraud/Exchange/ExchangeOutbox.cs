using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What one partition has yet to tell the others: who has had a payment since, which the state's own order of use says, who has had a label, and the state that
/// holds their sums. Sums are taken only of committed states: a batch opens the outbox, its commit closes it. The state is dropped after a failed commit, and the next one tells everything anew.
/// </summary>
/// <param name="options">Bounds.</param>
internal sealed class ExchangeOutbox(ExchangeOptions options)
{
    private readonly Lock _gate = new();
    private readonly ExchangeWriter _writer = new(options);
    private readonly KeySet _sellers = new();
    private readonly KeySet _instruments = new();
    private readonly KeySet _devices = new();
    private readonly KeySet _addresses = new();

    // Weakly: a partition that another instance has taken over must not keep its state in memory.
    private readonly WeakReference<FraudState?> _state = new(null);
    private ExchangeMarks _told;
    private bool _isOpen;
    private bool _hasPayments;
    private bool _isLost;
    private bool _tellsAll;

    /// <summary>Whether anything waits.</summary>
    public bool HasChanges
    {
        get
        {
            lock (_gate)
            {
                return Waits;
            }
        }
    }

    private bool Waits =>
        _isLost || _tellsAll || _hasPayments || _sellers.Count + _instruments.Count + _devices.Count + _addresses.Count > 0;

    /// <summary>A batch begins to change a state.</summary>
    /// <param name="state">The state, so far in step with everything committed.</param>
    public void Open(FraudState state)
    {
        lock (_gate)
        {
            if (!_state.TryGetTarget(out var known) || !ReferenceEquals(known, state))
            {
                _state.SetTarget(state);
                TellAll();
            }

            _isOpen = true;
        }
    }

    /// <summary>A batch begins to change the state of the last one.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
        }
    }

    /// <summary>The batch is committed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isOpen = false;
        }
    }

    /// <summary>Has everything told again, because what was told may not have arrived.</summary>
    public void TellAgain()
    {
        lock (_gate)
        {
            // The keys belong to the open batch.
            _isLost = true;
        }
    }

    /// <summary>Notes that the state has taken a payment; between open and close only.</summary>
    public void NotePayment() => _hasPayments = true;

    /// <summary>Notes that a label has changed the sums of its payment's seller, instrument, device and delivery address; between open and close only.</summary>
    /// <param name="trace">The payment.</param>
    public void NoteLabel(in PaymentTrace trace)
    {
        if (_tellsAll)
        {
            return;
        }

        Add(_sellers, trace.Seller);
        Add(_instruments, trace.Instrument);
        Add(_devices, trace.Device);
        Add(_addresses, trace.Address);
        if (Math.Max(Math.Max(_sellers.Count, _instruments.Count), Math.Max(_devices.Count, _addresses.Count)) > options.MaxEntities)
        {
            TellAll();
        }
    }

    /// <summary>Takes the sums that have changed.</summary>
    /// <param name="capture">Them; null when nothing waits.</param>
    /// <returns>False while a batch is open.</returns>
    public bool TryTake(out ExchangeCapture? capture)
    {
        lock (_gate)
        {
            capture = null;
            if (_isOpen)
            {
                return false;
            }

            if (_state.TryGetTarget(out var state) && Waits)
            {
                capture = _isLost || _tellsAll || _told.HaveMoreThan(options.MaxEntities, state) ? All(state) : Changed(state);
                _told = ExchangeMarks.Of(state);
            }

            (_isLost, _tellsAll, _hasPayments) = (false, false, false);
            Clear();
            return true;
        }
    }

    private ExchangeCapture All(FraudState state) => _writer.Write(
        state,
        new ExchangeKeys(
            state.Sellers.NewestFirst().Take(options.MaxEntities),
            state.Instruments.NewestFirst().Take(options.MaxEntities),
            state.Devices.NewestFirst().Take(options.MaxEntities),
            state.Addresses.NewestFirst().Take(options.MaxEntities)),
        tellsAll: true);

    private ExchangeCapture Changed(FraudState state) => _writer.Write(
        state,
        new ExchangeKeys(
            Since(state.Sellers.NewestFirst(_told.Sellers), _sellers),
            Since(state.Instruments.NewestFirst(_told.Instruments), _instruments),
            Since(state.Devices.NewestFirst(_told.Devices), _devices),
            Since(state.Addresses.NewestFirst(_told.Addresses), _addresses)),
        tellsAll: false);

    // Whoever has had a payment, and then whoever has had a label alone.
    private static IEnumerable<ulong> Since(IEnumerable<ulong> paid, KeySet labelled)
    {
        foreach (var key in paid)
        {
            labelled.Remove(key);
            yield return key;
        }

        foreach (var key in labelled)
        {
            yield return key;
        }
    }

    // 0 stands for one that is not known.
    private static void Add(KeySet keys, ulong key)
    {
        if (key != 0)
        {
            keys.Add(key);
        }
    }

    private void TellAll()
    {
        _tellsAll = true;
        Clear();
    }

    private void Clear()
    {
        _sellers.Clear();
        _instruments.Clear();
        _devices.Clear();
        _addresses.Clear();
    }
}
