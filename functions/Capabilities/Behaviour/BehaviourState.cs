using System.Buffers;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// State of one partition of <c>clickstream</c>: open sessions, visitors, trending items by market, co-visited items, funnels, searches and
/// cohorts. Items are seen in every partition: a reader adds the partitions up.
/// </summary>
/// <remarks>A change is the click itself, so that a replay does what live processing did.</remarks>
public sealed partial class BehaviourState : IStreamState
{
    /// <summary>Hour of a funnel, in milliseconds.</summary>
    public const long HourMs = 3_600_000;

    /// <summary>Day of a search, in milliseconds.</summary>
    public const long DayMs = 24 * HourMs;

    /// <summary>Week of a cohort, in milliseconds; weeks begin on Thursday, as the Unix epoch did.</summary>
    public const long WeekMs = 7 * DayMs;

    private const byte SnapshotVersion = 2;
    private const byte EarlierVersion = 1;
    private const byte LastPart = 12;
    private const byte LastPartOfEarlier = 9;
    private const byte ClickChange = 1;
    private const byte CloseChange = 2;
    private const byte LinkChange = 3;
    private const byte MergeChange = 4;
    private const byte IntentChange = 5;
    private const int MostCells = 200_000;
    private const int MostMarkets = 1_024;

    private readonly BehaviourOptions _options;
    private readonly EventTimeRule _rule;
    private readonly KeyedTable<Visitor> _visitors;
    private readonly KeyedTable<DecayedScores> _coVisits;
    private readonly KeyedTable<DecayedScores> _trends = new(MostMarkets);
    private readonly KeyedTable<BehaviourCell> _funnels = new(MostCells);
    private readonly KeyedTable<BehaviourCell> _searches = new(MostCells);
    private readonly KeyedTable<BehaviourCell> _cohorts = new(MostCells);
    private readonly SessionWindows<SessionTally> _sessions;
    private readonly List<ClosedWindow<SessionTally>> _closed = [];
    private readonly Click _replayed = new();
    private Watermark _watermark;

    /// <summary>Makes an empty state.</summary>
    /// <param name="options">Bounds and half-lives.</param>
    /// <param name="partitionId">Partition of <c>clickstream</c> whose state this is.</param>
    public BehaviourState(BehaviourOptions options, string partitionId)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, PartitionId) = (options, partitionId);
        _rule = EventTimeRule.Of(options.AllowedLateness, options.MaxFuture);
        _visitors = new KeyedTable<Visitor>(options.MaxVisitors);
        _coVisits = new KeyedTable<DecayedScores>(options.MaxItems);
        _links = new KeyedTable<VisitorLink>(options.MaxVisitors);
        _sessions = new SessionWindows<SessionTally>(options.SessionGap, options.MaxSessions);
        Texts = new TextTable(4 * options.MaxItems);
    }

    /// <summary>Partition of <c>clickstream</c> whose state this is.</summary>
    public string PartitionId { get; }

    /// <summary>Names of skus, categories, brands and languages.</summary>
    public TextTable Texts { get; }

    /// <summary>How far event time has come.</summary>
    public Watermark Watermark => _watermark;

    /// <summary>Sessions open now.</summary>
    public int OpenSessions => _sessions.Open;

    /// <summary>Visitors remembered.</summary>
    public IEnumerable<Visitor> Visitors => _visitors.Keys.Select(key => _visitors.Find(key, out _));

    /// <summary>Funnels by market and hour.</summary>
    public IEnumerable<BehaviourCell> Funnels => _funnels.Keys.Select(key => _funnels.Find(key, out _));

    /// <summary>Searches by market and day.</summary>
    public IEnumerable<BehaviourCell> Searches => _searches.Keys.Select(key => _searches.Find(key, out _));

    /// <summary>Cohorts by market and week.</summary>
    public IEnumerable<BehaviourCell> Cohorts => _cohorts.Keys.Select(key => _cohorts.Find(key, out _));

    /// <summary>Finds a visitor or customer.</summary>
    /// <param name="key">Low half of the pseudonym.</param>
    public Visitor? FindVisitor(ulong key)
    {
        var visitor = _visitors.Find(key, out var found);
        return found ? visitor : null;
    }

    /// <summary>Finds the session that an event of a visitor would be added to.</summary>
    /// <param name="key">Low half of the pseudonym.</param>
    /// <param name="atMs">Event time, milliseconds since the Unix epoch.</param>
    /// <param name="session">The session so far.</param>
    public bool TryFindSession(ulong key, long atMs, out ClosedWindow<SessionTally> session) => _sessions.TryFind(key, atMs, out session);

    /// <summary>Copies the items most looked at together with an item, of this partition's visitors. Scores of several partitions add up by their <see cref="ScoredKey.At"/>.</summary>
    /// <param name="sku">Key of the item, as <see cref="TextTable.KeyOf"/> gives it.</param>
    /// <param name="count">Most items wanted.</param>
    /// <param name="best">Emptied, then receives them, best first.</param>
    public void CopyCoVisited(ulong sku, int count, List<ScoredKey> best)
    {
        ArgumentNullException.ThrowIfNull(best);
        best.Clear();
        var neighbours = _coVisits.Find(sku, out var found);
        if (found)
        {
            neighbours.CopyBest(count, best);
        }
    }

    /// <summary>Copies the trending items of a market, of this partition's visitors. Scores of several partitions add up by their <see cref="ScoredKey.At"/>.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="count">Most items wanted.</param>
    /// <param name="best">Emptied, then receives them, best first.</param>
    public void CopyTrending(CountryCode market, int count, List<ScoredKey> best)
    {
        ArgumentNullException.ThrowIfNull(best);
        best.Clear();
        var trend = _trends.Find(market.Packed, out var found);
        if (found)
        {
            trend.CopyBest(count, best);
        }
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> change)
    {
        var reader = new StateReader(change);
        switch (reader.Byte())
        {
            case ClickChange:
                _replayed.Read(ref reader, Texts);
                Take(_replayed);
                break;
            case CloseChange:
                Close([]);
                break;
            case LinkChange:
                Link(VisitorLink.Read(change[reader.Taken..], out _));
                break;
            case EraseChange:
                Forget(new Pseudonym(reader.Key()), reader.Long());
                break;
            case RekeyChange:
                Rename(new Pseudonym(reader.Key()), new Pseudonym(reader.Key()));
                break;
            case ErasedChange:
                _erased.Add(reader.ULong(), reader.Long());
                break;
            case MergeChange:
                var customer = new Pseudonym(reader.Key());
                Merge(customer, change[reader.Taken..]);
                break;
            case IntentChange:
                ApplyIntents(ref reader);
                break;
            default:
                throw new InvalidDataException($"A change of the behaviour state starts with {change[0]}; expected {ClickChange} to {IntentChange}.");
        }

        // Rows of what is replayed were written with the batch that committed it.
        _touchedFunnels.Clear();
        _touchedSearches.Clear();
        _touchedCohorts.Clear();
        _touchedFeedback.Clear();
        _touchedCoverage.Clear();
    }

    /// <inheritdoc/>
    public IStateCapture Capture()
    {
        WantsSnapshot = false;
        return new TaggedCapture(
            SnapshotVersion,
            new CopiedCapture(Head()),
            Texts.Capture(),
            _visitors.Capture(),
            _sessions.Capture(),
            _coVisits.Capture(),
            _trends.Capture(),
            _funnels.Capture(),
            _searches.Capture(),
            _cohorts.Capture(),
            _links.Capture(),
            _feedback.Capture(),
            _coverage.Capture(),
            _clickedLists.Capture());
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        if (snapshot is not ([SnapshotVersion, <= LastPart, ..] or [EarlierVersion, <= LastPartOfEarlier, ..]))
        {
            throw new FormatException(
                $"a behaviour state of version {EarlierVersion} or {SnapshotVersion}, got one that begins with {Convert.ToHexStringLower(snapshot[..Math.Min(2, snapshot.Length)])}");
        }

        var piece = snapshot[TaggedCapture.HeadBytes..];
        switch (snapshot[1])
        {
            case 0: LoadHead(piece); break;
            case 1: Texts.Load(piece); break;
            case 2: _visitors.Load(piece); break;
            case 3 when snapshot[0] == EarlierVersion: _sessions.Load<SessionTallyVersion1>(piece, static earlier => earlier.Tally); break;
            case 3: _sessions.Load(piece); break;
            case 4: LoadCoVisits(piece); break;
            case 5: LoadTrends(piece); break;
            case 6: _funnels.Load(piece); break;
            case 7: _searches.Load(piece); break;
            case 8: _cohorts.Load(piece); break;
            case 9: _links.Load(piece); break;
            case 10: _feedback.Load(piece); break;
            case 11: _coverage.Load(piece); break;
            default: _clickedLists.Load(piece); break;
        }
    }

    /// <summary>Adds a click and writes the change that repeats this on replay.</summary>
    internal ClickResult Add(Click click, ArrayBufferWriter<byte> change)
    {
        change.ResetWrittenCount();
        change.PutByte(ClickChange);
        click.Write(change);
        return Take(click);
    }

    /// <summary>Closes the sessions that no event can change any more.</summary>
    /// <param name="closed">Receives them.</param>
    /// <param name="change">Written only when there is one.</param>
    /// <returns>Whether there is one.</returns>
    internal bool Close(List<ClosedSession> closed, ArrayBufferWriter<byte> change)
    {
        Close(closed);
        change.ResetWrittenCount();
        change.PutByte(CloseChange);
        return closed.Count > 0;
    }
}
