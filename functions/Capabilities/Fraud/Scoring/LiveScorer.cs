using System.Collections.Concurrent;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Scores one payment at once, on a copy of the state that <see cref="PaymentScorer"/> keeps, with its features, its model and its policy. The
/// state does not change. Thread-safe.
/// </summary>
/// <remarks>One payment is one run of the model: at the rates of a checkout hardly two requests meet, and a batch would make the first wait.</remarks>
/// <param name="follower">The copy.</param>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
/// <param name="model">The model in use.</param>
/// <param name="options">Settings of the decision.</param>
/// <param name="time">Clock of the decisions.</param>
/// <param name="policies">The policy in use; null for the one that ships with the app.</param>
/// <param name="exchange">What partitions tell each other; null for nothing.</param>
public sealed class LiveScorer(
    StateFollower<FraudState> follower,
    FraudSubjectReader reader,
    ModelSlot model,
    FraudOptions options,
    TimeProvider time,
    FraudPolicySlot? policies = null,
    FraudExchange? exchange = null)
{
    // Not in the stream.
    private const long NoPlace = -1;

    private readonly FraudDecider _decider = new(options, policies);
    private readonly ConcurrentBag<LiveBuffers> _buffers = [];

    /// <summary>Scores a payment.</summary>
    /// <param name="body">A <c>payment.authorised</c> body; the member <c>type</c> may be missing.</param>
    /// <param name="producerClock">The producer's present, which counts where <see cref="FraudOptions.TrustProducerClock"/> says so; null for ours.</param>
    /// <returns>The decision, or why there is none.</returns>
    public LiveScore Score(ReadOnlySpan<byte> body, DateTimeOffset? producerClock = null)
    {
        var buffers = _buffers.TryTake(out var reused) ? reused : new LiveBuffers();
        try
        {
            return Score(body, producerClock, buffers);
        }
        finally
        {
            _buffers.Add(buffers);
        }
    }

    /// <summary>Scores a payment and leaves its features in <paramref name="buffers"/>.</summary>
    internal LiveScore Score(ReadOnlySpan<byte> body, DateTimeOffset? producerClock, LiveBuffers buffers)
    {
        var now = time.GetUtcNow();
        var refusal = Read(body, buffers, options.TrustProducerClock && producerClock is { } clock ? clock : now, out var facts);
        if (refusal.IsRefused)
        {
            return LiveScore.Refused(refusal);
        }

        var customer = reader.Customer(facts.CustomerId);
        if (!reader.TryRead(facts, customer, out var subject))
        {
            return LiveScore.Refused("currency", "The member 'currency' names a currency without a reference rate.");
        }

        if (!follower.TryRead(facts.CustomerId, new Wanted(in subject, buffers.Row, buffers.Declines, exchange), ReadState, out var asOf))
        {
            return default;
        }

        var payment = PendingPayment.Of(facts, customer, buffers.Sellers.Of(facts.SellerId, reader), subject, now, NoPlace);
        using var lease = model.Lease();
        var score = Score(lease?.Model, buffers);
        var decision = buffers.Decision;
        (decision.DecidedAt, decision.Partition) = (time.GetUtcNow(), asOf.PartitionId);
        decision.Degraded = lease is null ? "noModel" : null;
        FraudDecider.Decide(_decider.TermsFor(lease?.Model), payment, buffers.Row, score, buffers.Declines, decision);
        return LiveScore.Decided(decision.ToEvent(payment), facts.CustomerId, asOf);
    }

    // Copied, so that the copy of the state is held no longer than for the features.
    private static void ReadState(FraudState state, Wanted wanted)
    {
        FraudFeatures.Write(state, wanted.Subject, wanted.Row, wanted.Exchange?.PeersOf(state.PartitionId));
        state.Declines.CopyTo(wanted.Declines);
    }

    private static float Score(ScoringModel? scorer, LiveBuffers buffers)
    {
        if (scorer is null)
        {
            return float.NaN;
        }

        scorer.Score(buffers.Row, 1, buffers.Score);
        return buffers.Score[0];
    }

    private EventRefusal Read(ReadOnlySpan<byte> body, LiveBuffers buffers, DateTimeOffset clock, out PaymentFacts facts)
    {
        if (!PaymentReader.TryRead(body, buffers.Ids, EventTypes.PaymentAuthorised, out facts, out var refusal))
        {
            return refusal;
        }

        return EventTime.Check(facts.OccurredAt, clock, options.MaxPast, options.MaxFuture);
    }

    private readonly ref struct Wanted(in FraudSubject subject, Span<float> row, DeclineWindow declines, FraudExchange? exchange)
    {
        public readonly FraudExchange? Exchange = exchange;

        public readonly DeclineWindow Declines = declines;

        public readonly ref readonly FraudSubject Subject = ref subject;

        public readonly Span<float> Row = row;
    }
}
