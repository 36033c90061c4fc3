namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts what a replay finds.</summary>
internal sealed class LedgerTally
{
    private readonly SortedDictionary<string, long> _unverifiable = new(StringComparer.Ordinal);
    private readonly List<LedgerMismatch> _mismatches = [];
    private readonly SortedDictionary<string, long> _outcomesUnverifiable = new(StringComparer.Ordinal);
    private readonly List<LedgerOutcome> _outcomes = [];
    private long _outcomesVerified;
    private long _outcomesMismatched;
    private long _verified;
    private long _mismatched;

    public void Verified() => _verified++;

    public void Mismatched(LedgerMismatch mismatch)
    {
        if (++_mismatched <= FraudLedger.MaxMismatches)
        {
            _mismatches.Add(mismatch);
        }
    }

    public void Unverifiable(string reason, long decisions) =>
        _unverifiable[reason] = _unverifiable.GetValueOrDefault(reason) + decisions;

    public void OutcomeVerified() => _outcomesVerified++;

    public void OutcomeMismatched(LedgerOutcome outcome)
    {
        if (++_outcomesMismatched <= FraudLedger.MaxMismatches)
        {
            _outcomes.Add(outcome);
        }
    }

    public void OutcomeUnverifiable(string reason, long decisions) =>
        _outcomesUnverifiable[reason] = _outcomesUnverifiable.GetValueOrDefault(reason) + decisions;

    public LedgerReport ToReport() => new(
        _verified + _mismatched + _unverifiable.Values.Sum(), _verified, _mismatched, _unverifiable, _mismatches)
    {
        OutcomesVerified = _outcomesVerified,
        OutcomesMismatched = _outcomesMismatched,
        OutcomesUnverifiable = _outcomesUnverifiable,
        Outcomes = _outcomes,
    };
}
