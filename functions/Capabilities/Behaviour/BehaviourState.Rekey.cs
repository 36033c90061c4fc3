using System.Buffers;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Carrying people over to a new key of the pseudonyms.</content>
public sealed partial class BehaviourState
{
    private const byte RekeyChange = 66;

    /// <summary>Carries a customer or visitor over to the key in use: profile, open sessions and link.</summary>
    /// <param name="old">The pseudonym under a key of before.</param>
    /// <param name="now">The pseudonym under the key in use.</param>
    /// <param name="change">The change that repeats this on replay.</param>
    /// <returns>False when nothing is known under the pseudonym of before: nothing was done.</returns>
    internal bool Rekey(Pseudonym old, Pseudonym now, ArrayBufferWriter<byte> change)
    {
        _links.Find(old.Low, out var isLinked);
        if (!isLinked && FindVisitor(old.Low) is null && !_sessions.Holds(old.Low))
        {
            return false;
        }

        change.ResetWrittenCount();
        change.PutByte(RekeyChange);
        change.PutKey(old.Value);
        change.PutKey(now.Value);
        Rename(old, now);
        return true;
    }

    private void Rename(Pseudonym old, Pseudonym now)
    {
        _taken.Clear();
        _sessions.Take(old.Low, _taken);
        foreach (var window in _taken)
        {
            _sessions.AddSession(now.Low, window.StartMs, window.EndMs, window.Aggregate);
        }

        _taken.Clear();
        var visitor = _visitors.Find(old.Low, out var found);
        if (found)
        {
            _visitors.Remove(old.Low);
            ref var kept = ref _visitors.Touch(now.Low, _watermark.TimeMs);
            if (kept.Key == default)
            {
                visitor.Rename(now);
                kept = visitor;
            }
            else
            {
                kept.Absorb(visitor);
            }
        }

        var link = _links.Find(old.Low, out var isLinked);
        if (isLinked)
        {
            _links.Remove(old.Low);
            _links.Touch(now.Low) = link with { Visitor = now };
        }
    }
}
