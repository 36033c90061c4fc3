using System.Buffers;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Purchase intent of open sessions: recorded as it was scored, so that a replay needs no model; <c>docs/decisions/0048-intent-is-recorded.md</c>.</content>
public sealed partial class BehaviourState
{
    /// <summary>Sets the intent of open sessions; one that has closed meanwhile is passed over.</summary>
    /// <param name="scored">The sessions and their probabilities.</param>
    /// <param name="change">The change that repeats this on replay.</param>
    internal void SetIntents(IntentBatch scored, ArrayBufferWriter<byte> change)
    {
        change.ResetWrittenCount();
        change.PutByte(IntentChange);
        change.PutInt(scored.Count);
        for (var index = 0; index < scored.Count; index++)
        {
            var (key, atMs, intent) = (scored.KeyAt(index), scored.EndMsAt(index), scored.Scores[index]);
            change.PutULong(key);
            change.PutLong(atMs);
            change.PutInt(BitConverter.SingleToInt32Bits(intent));
            SetIntent(key, atMs, intent);
        }
    }

    private void ApplyIntents(ref StateReader reader)
    {
        for (var count = reader.Int(); count > 0; count--)
        {
            SetIntent(reader.ULong(), reader.Long(), BitConverter.Int32BitsToSingle(reader.Int()));
        }
    }

    private void SetIntent(ulong key, long atMs, float intent)
    {
        if (_sessions.TryFind(key, atMs, out _))
        {
            // It says nothing of a market: it must not be the earliest that does.
            _sessions.AddSession(key, atMs, atMs, new SessionTally { Intent = intent, IntentAtMs = atMs, MarketAtMs = long.MaxValue });
        }
    }
}
