namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Open sessions that a batch touched, their rows and their probabilities. Reused; not thread-safe.</summary>
internal sealed class IntentBatch
{
    private readonly Dictionary<ulong, long> _touched = [];
    private readonly List<(ulong Key, long EndMs)> _sessions = [];
    private float[] _rows = [];
    private float[] _scores = [];

    /// <summary>Sessions to score.</summary>
    public int Count => _sessions.Count;

    /// <summary>Rows, row-major <c>[Count, IntentColumns.Width]</c>.</summary>
    public ReadOnlySpan<float> Rows => _rows.AsSpan(0, Count * IntentColumns.Width);

    /// <summary>Probabilities, one for each session.</summary>
    public Span<float> Scores => _scores.AsSpan(0, Count);

    /// <summary>Whose session, low half of the pseudonym.</summary>
    public ulong KeyAt(int index) => _sessions[index].Key;

    /// <summary>Event time of the session's last event.</summary>
    public long EndMsAt(int index) => _sessions[index].EndMs;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _touched.Clear();
        _sessions.Clear();
    }

    /// <summary>Notes a click that counted in a session.</summary>
    public void Touch(ulong key, long atMs) => _touched[key] = atMs;

    /// <summary>Writes the rows of the touched sessions. One with an order keeps what was known before it; bots are left out.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Collect(BehaviourState state)
    {
        MakeRoom(_touched.Count);
        foreach (var (key, atMs) in _touched)
        {
            var visitor = state.FindVisitor(key);
            if (state.TryFindSession(key, atMs, out var session) && session.Aggregate.Orders == 0 && !(visitor?.BotUntilMs > session.StartMs))
            {
                IntentFeatures.Write(session, visitor, _rows.AsSpan(Count * IntentColumns.Width, IntentColumns.Width));
                _sessions.Add((key, session.EndMs));
            }
        }

        return Count > 0;
    }

    private void MakeRoom(int sessions)
    {
        if (_scores.Length < sessions)
        {
            var length = Math.Max(sessions, 2 * _scores.Length);
            _scores = new float[length];
            _rows = new float[length * IntentColumns.Width];
        }
    }
}
