namespace XbFunctions.Capabilities.Fraud;

/// <summary>Counts what a replay finds.</summary>
internal sealed class LedgerTally
{
    private readonly SortedDictionary<string, long> _unverifiable = new(StringComparer.Ordinal);
    private readonly List<LedgerMismatch> _mismatches = [];
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

    public LedgerReport ToReport() => new(
        _verified + _mismatched + _unverifiable.Values.Sum(), _verified, _mismatched, _unverifiable, _mismatches);
}
