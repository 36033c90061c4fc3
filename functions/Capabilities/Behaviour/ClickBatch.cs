using System.Buffers;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Buffers of one batch; reused, not thread-safe.</summary>
internal sealed class ClickBatch
{
    private readonly HashSet<Visitor> _touched = [];
    private readonly ReadModelRows _customers = new(BehaviourCustomers.Definition);
    private readonly ReadModelRows _funnelRows = new(BehaviourTables.Funnels);
    private readonly ReadModelRows _searchRows = new(BehaviourTables.Searches);
    private readonly ReadModelRows _cohortRows = new(BehaviourTables.Cohorts);
    private readonly List<BehaviourCell> _funnels = [];
    private readonly List<BehaviourCell> _searches = [];
    private readonly List<BehaviourCell> _cohorts = [];
    private readonly ReadModelRows _feedbackRows = new(BehaviourTables.Feedback);
    private readonly ReadModelRows _coverageRows = new(BehaviourTables.Coverage);
    private readonly List<FeedbackCell> _feedback = [];
    private readonly List<ItemSketch> _coverage = [];

    /// <summary>Texts of identifiers seen again and again.</summary>
    public IdInterner Ids { get; } = new();

    /// <summary>The click being read.</summary>
    public Click Click { get; } = new();

    /// <summary>The change being written.</summary>
    public ArrayBufferWriter<byte> Change { get; } = new();

    /// <summary>Sessions closed by the batch.</summary>
    public List<ClosedSession> Closed { get; } = [];

    /// <summary>Sessions to archive.</summary>
    public ArchiveRows Sessions { get; } = new(BehaviourArchive.Sessions);

    /// <summary>Customers whose profile has a new version.</summary>
    public HashSet<Visitor> Changed { get; } = [];

    /// <summary>Open sessions to score.</summary>
    public IntentBatch Intents { get; } = new();

    /// <summary>Clicks by <see cref="ClickResult"/>.</summary>
    public int[] Counts { get; } = new int[4];

    /// <summary>Empties the batch.</summary>
    public void Begin()
    {
        _touched.Clear();
        _customers.Clear();
        _funnelRows.Clear();
        _searchRows.Clear();
        _cohortRows.Clear();
        _feedbackRows.Clear();
        _coverageRows.Clear();
        Intents.Clear();
        Closed.Clear();
        Changed.Clear();
        Sessions.Clear();
        Array.Clear(Counts);
    }

    /// <summary>Notes that a customer's row has changed.</summary>
    public void Touch(Visitor? visitor)
    {
        if (visitor is { IsCustomer: true })
        {
            _touched.Add(visitor);
        }
    }

    /// <summary>Leaves out the row and the profile of someone who is forgotten.</summary>
    public void Forget(XbFunctions.Contracts.Pseudonym key)
    {
        _touched.RemoveWhere(visitor => visitor.Key == key);
        Changed.RemoveWhere(visitor => visitor.Key == key);
    }

    /// <summary>Hands the rows that changed to the batch's result.</summary>
    public void WriteTo(BehaviourState state, BatchResult result)
    {
        foreach (var visitor in _touched)
        {
            BehaviourCustomers.Add(_customers, visitor, state);
        }

        state.TakeTouched(_funnels, _searches, _cohorts);
        BehaviourTables.AddFunnels(_funnelRows, _funnels, state.PartitionId);
        BehaviourTables.AddSearches(_searchRows, _searches, state.PartitionId);
        BehaviourTables.AddCohorts(_cohortRows, _cohorts, state.PartitionId);
        _customers.WriteTo(result);
        _funnelRows.WriteTo(result);
        _searchRows.WriteTo(result);
        _cohortRows.WriteTo(result);
        state.TakeTouched(_feedback, _coverage);
        BehaviourTables.AddFeedback(_feedbackRows, _feedback, state.PartitionId);
        BehaviourTables.AddCoverage(_coverageRows, _coverage, state.PartitionId);
        _feedbackRows.WriteTo(result);
        _coverageRows.WriteTo(result);
        Sessions.WriteTo(result);
    }
}
