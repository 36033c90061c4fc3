using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <content>Forgetting those who have not paid for long.</content>
public sealed partial class PaymentScorer
{
    // Once a day of the stream: those who pay are looked at from the other end of the order of use, so that a day without anyone to forget costs nothing.
    private void Expire(ReadOnlySpan<StreamEvent> events, FraudState state, ScoringBatch batch, BatchResult result)
    {
        if (events.IsEmpty)
        {
            return;
        }

        var nowMs = events[^1].Clock(options.TrustProducerClock).ToUnixTimeMilliseconds();
        if (!state.IsExpiryDue(nowMs))
        {
            return;
        }

        Span<byte> change = stackalloc byte[FraudState.ExpireChangeSize];
        if (state.Expire(nowMs - (long)options.KeepCustomers.TotalMilliseconds, change) > 0)
        {
            result.Change(change);
            batch.Outbox?.TellAgain();
        }
    }
}
