using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Buffers of one batch: payments, their feature rows and their scores. Reused from batch to batch; not thread-safe.</summary>
/// <param name="reader">Reads the payments.</param>
internal sealed class ScoringBatch(FraudSubjectReader reader)
{
    private PendingPayment[] _payments = [];
    private int _count;
    private readonly List<CustomerSummary> _touched = [];
    private readonly HashSet<CustomerSummary> _isTouched = [];
    private readonly ReadModelRows _customers = new(FraudCustomers.Definition);
    private float[] _rows = [];
    private float[] _scores = [];
    private float[] _shadowScores = [];
    private string? _shadowVersion;

    /// <summary>Texts of identifiers seen again and again.</summary>
    public IdInterner Ids { get; } = new();

    /// <summary>The events being read.</summary>
    public PaymentWindow Window { get; } = new(reader);

    /// <summary>The decision being made.</summary>
    public FraudDecision Decision { get; } = new();

    /// <summary>Writes decisions.</summary>
    public FraudDecisionWriter Writer { get; } = new();

    /// <summary>Decisions by outcome and market.</summary>
    public DecisionCounts Counts { get; } = new();

    /// <summary>Surges that the batch's payments are held against; null for none.</summary>
    public WarningMatcher? Warnings { get; set; }

    /// <summary>Where changes are noted that other partitions are told of; null for nowhere.</summary>
    public ExchangeOutbox? Outbox { get; set; }

    /// <summary>What other partitions know; null for nothing.</summary>
    public PeerView? Peers { get; set; }

    /// <summary>Decisions to archive.</summary>
    public ArchiveRows ArchivedDecisions { get; } = new(FraudArchive.Decisions);

    /// <summary>Labels to publish.</summary>
    public List<FraudLabelled> Labelled { get; } = [];

    /// <summary>Labels to archive.</summary>
    public ArchiveRows ArchivedLabels { get; } = new(FraudArchive.Labels);

    /// <summary>Payments of the batch, in order; valid until the next is added.</summary>
    public ReadOnlySpan<PendingPayment> Payments => _payments.AsSpan(0, _count);

    /// <summary>Feature rows, row-major <c>[Payments.Count, FraudColumns.Width]</c>.</summary>
    public ReadOnlySpan<float> Rows => _rows.AsSpan(0, _count * FraudColumns.Width);

    /// <summary>One score for each payment.</summary>
    public Span<float> Scores => _scores.AsSpan(0, _count);

    /// <summary>Empties the batch and makes room.</summary>
    /// <param name="capacity">Most payments to come.</param>
    public void Begin(int capacity)
    {
        _count = 0;
        Writer.Begin();
        _touched.Clear();
        _isTouched.Clear();
        _customers.Clear();
        ArchivedDecisions.Clear();
        ArchivedLabels.Clear();
        Labelled.Clear();
        Counts.Clear();
        if (_scores.Length < capacity)
        {
            _scores = new float[capacity];
            _shadowScores = new float[capacity];
            _rows = new float[capacity * FraudColumns.Width];
            _payments = new PendingPayment[capacity];
        }
    }

    /// <summary>Brings the summaries of a window's customers near.</summary>
    /// <param name="state">The state.</param>
    /// <param name="first">First payment of the window.</param>
    public void WarmSummaries(FraudState state, int first)
    {
        Span<ulong> customers = stackalloc ulong[Math.Min(PaymentWindow.Length, _count - first)];
        for (var i = 0; i < customers.Length; i++)
        {
            customers[i] = Payments[first + i].Customer.Low;
        }

        state.Summaries.Warm(customers);
    }

    /// <summary>Where the next payment's features go.</summary>
    public Span<float> NextRow() => _rows.AsSpan(_count * FraudColumns.Width, FraudColumns.Width);

    /// <summary>Adds the payment whose features were written to <see cref="NextRow"/>.</summary>
    /// <returns>Where it is to be written; what stands there is of another one.</returns>
    public ref PendingPayment Add() => ref _payments[_count++];

    /// <summary>Notes that a customer's summary has changed.</summary>
    /// <param name="summary">The customer; null for one that is not remembered.</param>
    public void Touch(CustomerSummary? summary)
    {
        if (summary is not null && _isTouched.Add(summary))
        {
            _touched.Add(summary);
        }
    }

    /// <summary>Begins a part of the batch that follows what was decided and published so far.</summary>
    public void NextPart()
    {
        _count = 0;
        Labelled.Clear();
    }

    /// <summary>Leaves out the row of a customer who is forgotten.</summary>
    /// <param name="summary">The customer; null for one that is not remembered.</param>
    public void Forget(CustomerSummary? summary)
    {
        if (summary is not null && _isTouched.Remove(summary))
        {
            _touched.Remove(summary);
        }
    }

    /// <summary>Hands the rows of changed customers and the archived rows to the batch's result.</summary>
    /// <param name="state">The partition's state after the batch.</param>
    /// <param name="result">The result.</param>
    public void WriteTo(FraudState state, BatchResult result)
    {
        foreach (var summary in _touched)
        {
            FraudCustomers.Add(_customers, summary, state.Customers.Find(summary.Customer.Low));
        }

        _customers.WriteTo(result);
        ArchivedDecisions.WriteTo(result);
        ArchivedLabels.WriteTo(result);
    }

    /// <summary>Scores the batch by the model in shadow.</summary>
    /// <param name="shadow">Follows that model; null where none is followed.</param>
    public void Score(FraudShadow? shadow)
    {
        var scores = _shadowScores.AsSpan(0, _count);
        scores.Fill(float.NaN);
        _shadowVersion = shadow?.Score(Rows, scores);
    }

    /// <summary>Scores of one payment as the archive keeps them.</summary>
    /// <param name="index">Its place in <see cref="Payments"/>.</param>
    public ArchivedScores ScoresOf(int index) => new(_scores[index], _shadowScores[index], _shadowVersion);

    /// <summary>Features of one payment.</summary>
    /// <param name="index">Its place in <see cref="Payments"/>.</param>
    public ReadOnlySpan<float> Row(int index) => _rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width);
}
