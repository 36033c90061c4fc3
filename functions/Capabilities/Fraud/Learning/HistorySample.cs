using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Keeps at most so many decisions, drawn by the hash of the payment id: the same archive gives the same sample.</summary>
/// <param name="maxRows">Most decisions.</param>
internal sealed class HistorySample(int maxRows)
{
    private readonly List<ArchivedDecision> _decisions = [];
    private int _halvings;

    public IReadOnlyList<ArchivedDecision> Decisions => _decisions;

    public double Share => 1.0 / (1L << _halvings);

    public bool Wants(ulong hash) => (hash & ((1UL << _halvings) - 1)) == 0;

    public void Add(ArchivedDecision decision)
    {
        _decisions.Add(decision);
        while (_decisions.Count > maxRows)
        {
            _halvings++;
            _decisions.RemoveAll(kept => !Wants(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(kept.PaymentId.AsSpan()))));
        }
    }
}
