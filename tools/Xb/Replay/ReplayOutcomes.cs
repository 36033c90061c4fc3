namespace XbFunctions.Xb.Replay;

/// <summary>Decisions by outcome and dead letters by reason. Safe for several threads.</summary>
internal sealed class ReplayOutcomes
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _decisions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _deadLetters = new(StringComparer.Ordinal);

    /// <summary>Counts a decision.</summary>
    /// <param name="outcome">As in the event.</param>
    public void Decided(string outcome)
    {
        lock (_gate)
        {
            _decisions[outcome] = _decisions.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>Counts a dead letter.</summary>
    /// <param name="stage">Where it failed.</param>
    /// <param name="reason">Why.</param>
    public void DeadLettered(string stage, string reason)
    {
        lock (_gate)
        {
            var key = $"{stage}: {reason}";
            _deadLetters[key] = _deadLetters.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Payments by outcome.</summary>
    public IReadOnlyList<(string Outcome, long Payments)> Decisions
    {
        get
        {
            lock (_gate)
            {
                return [.. _decisions.Select(pair => (pair.Key, pair.Value))];
            }
        }
    }

    /// <summary>Events by stage and reason, the most frequent first.</summary>
    public IReadOnlyList<(string Reason, long Events)> DeadLetters
    {
        get
        {
            lock (_gate)
            {
                return [.. _deadLetters.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value))];
            }
        }
    }
}
