using XbFunctions.Training;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Training rows of the intent model: open sessions as they stood after single clicks, and whether an order followed. Of each session a few rows
/// are kept, drawn at random, so that long ones do not outweigh the rest. Not thread-safe.
/// </summary>
/// <param name="rowsOfSession">Rows kept of a session at most.</param>
/// <param name="seed">Seed of the draw.</param>
internal sealed class IntentExamples(int rowsOfSession, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<ulong, List<(long AtMs, float[] Row)>> _open = [];
    private readonly List<float[]> _rows = [];
    private readonly List<float> _labels = [];
    private readonly List<DateTimeOffset> _times = [];

    /// <summary>Rows of closed sessions.</summary>
    public int Count => _rows.Count;

    /// <summary>Sessions that gave a row.</summary>
    public int Sessions { get; private set; }

    /// <summary>Of them, those with an order.</summary>
    public int Buyers { get; private set; }

    /// <summary>Beginning of each row's session, UTC.</summary>
    public IReadOnlyList<DateTimeOffset> Times => _times;

    /// <summary>Notes a visitor's session as it stands after a click; one with an order is passed over.</summary>
    /// <param name="state">The state behind the click.</param>
    /// <param name="key">Low half of the visitor's pseudonym.</param>
    /// <param name="atMs">Event time of the click.</param>
    public void Note(BehaviourState state, ulong key, long atMs)
    {
        if (!state.TryFindSession(key, atMs, out var session) || session.Aggregate.Orders > 0)
        {
            return;
        }

        var row = new float[IntentColumns.Width];
        IntentFeatures.Write(session, state.FindVisitor(key), row);
        if (!_open.TryGetValue(key, out var rows))
        {
            _open.Add(key, rows = []);
        }

        rows.Add((atMs, row));
    }

    /// <summary>A visitor turns out to be a customer: the rows go along.</summary>
    public void Move(ulong visitor, ulong customer)
    {
        if (_open.Remove(visitor, out var rows))
        {
            if (_open.TryGetValue(customer, out var known))
            {
                known.AddRange(rows);
            }
            else
            {
                _open.Add(customer, rows);
            }
        }
    }

    /// <summary>Labels the rows of a session that has closed.</summary>
    /// <param name="closed">The session; of a bot, or one that goes on as a customer's, nothing is kept here.</param>
    public void Close(in ClosedSession closed)
    {
        var (key, startMs, endMs) = (closed.Window.Key, closed.Window.StartMs, closed.Window.EndMs);
        if (closed.Handover is not null || !_open.TryGetValue(key, out var rows))
        {
            return;
        }

        var own = rows.FindAll(row => row.AtMs >= startMs && row.AtMs <= endMs);
        rows.RemoveAll(row => row.AtMs <= endMs);
        if (rows.Count == 0)
        {
            _open.Remove(key);
        }

        if (!closed.IsBot && own.Count > 0)
        {
            Keep(own, closed.Window.Aggregate.Orders > 0, startMs);
        }
    }

    /// <summary>The rows, in the order in which their sessions closed.</summary>
    public TrainingData ToData()
    {
        var values = new float[Count * IntentColumns.Width];
        for (var row = 0; row < Count; row++)
        {
            _rows[row].CopyTo(values, row * IntentColumns.Width);
        }

        return new TrainingData(IntentColumns.Names, values, [.. _labels]);
    }

    private void Keep(List<(long AtMs, float[] Row)> own, bool hasBought, long startMs)
    {
        Sessions++;
        Buyers += hasBought ? 1 : 0;
        for (var kept = 0; kept < rowsOfSession && kept < own.Count; kept++)
        {
            var drawn = _random.Next(kept, own.Count);
            (own[kept], own[drawn]) = (own[drawn], own[kept]);
            _rows.Add(own[kept].Row);
            _labels.Add(hasBought ? 1 : 0);
            _times.Add(DateTimeOffset.FromUnixTimeMilliseconds(startMs));
        }
    }
}
