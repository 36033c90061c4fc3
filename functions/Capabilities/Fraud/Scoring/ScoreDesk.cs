using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Answers requests for a score: waits for the first load, scores, and records the payment where that is asked for. The first request begins to
/// follow the state, so that a process without requests keeps no copy. Thread-safe.
/// </summary>
/// <param name="scorer">Scores.</param>
/// <param name="follower">The state that it scores on.</param>
/// <param name="publisher">Takes payments to record.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Times the budget.</param>
/// <param name="logger">Told what could not be recorded.</param>
public sealed class ScoreDesk(
    LiveScorer scorer,
    StateFollower<FraudState> follower,
    IEventPublisher publisher,
    FraudScoringOptions options,
    TimeProvider time,
    ILogger<ScoreDesk> logger)
{
    /// <summary>Longest body of a request, in bytes: a payment of some hundred lines.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Longest idempotency key, in characters.</summary>
    public const int MaxKeyLength = 255;

    private readonly RecordedKeys _keys = new(options.IdempotencyKeys);

    /// <summary>Answers one request.</summary>
    /// <param name="body">A <c>payment.authorised</c> body of at most <see cref="MaxBodyBytes"/>; not kept.</param>
    /// <param name="records">Whether the payment is published to hub <c>payments</c> as well.</param>
    /// <param name="idempotencyKey">Names the request when it is sent again; null where it has none. Counts only when it records.</param>
    /// <param name="producerClock">The producer's present, for replays of history; null where it sent none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer, within <see cref="FraudScoringOptions.TimeBudget"/>.</returns>
    public async ValueTask<ScoreAnswer> AnswerAsync(
        ReadOnlyMemory<byte> body, bool records, string? idempotencyKey, DateTimeOffset? producerClock, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (idempotencyKey is not null && !IsKey(idempotencyKey))
        {
            return ScoreAnswer.Not(ScoreAnswerKind.Refused, "Idempotency-Key", $"An idempotency key has 1 to {MaxKeyLength} printable ASCII characters.");
        }

        if (records && idempotencyKey is not null && _keys.TryFind(idempotencyKey, body.Span, out var known))
        {
            return known.IsEmpty
                ? ScoreAnswer.Not(ScoreAnswerKind.KeyReused, "Idempotency-Key", "This idempotency key came with another payment before.")
                : ScoreAnswer.Of(known);
        }

        var score = scorer.Score(body.Span, producerClock);
        if (score.Status == LiveScoreStatus.Loading && await IsLoadedInTimeAsync(cancellationToken).ConfigureAwait(false))
        {
            score = scorer.Score(body.Span, producerClock);
        }

        return score.Status switch
        {
            LiveScoreStatus.Refused => ScoreAnswer.Not(ScoreAnswerKind.Refused, score.Field, score.Detail!),
            LiveScoreStatus.Loading => ScoreAnswer.Not(ScoreAnswerKind.Loading, null, "The state of payments is still being loaded."),
            _ when records => await RecordAsync(score, body, idempotencyKey, started, cancellationToken).ConfigureAwait(false),
            _ => ScoreAnswer.Of(ScoreAnswerBody.Write(score.Decision!, score.AsOf, recorded: false, time.GetElapsedTime(started))),
        };
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= MaxKeyLength && !key.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private async Task<bool> IsLoadedInTimeAsync(CancellationToken cancellationToken)
    {
        try
        {
            follower.Start();
            await follower.Loaded.WaitAsync(options.TimeBudget, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            // Not in time, or this process is stopping: another one, or a later call, will do.
            return false;
        }
    }

    private async Task<ScoreAnswer> RecordAsync(
        LiveScore score, ReadOnlyMemory<byte> body, string? idempotencyKey, long started, CancellationToken cancellationToken)
    {
        var paymentId = score.Decision!.PaymentId.Value;
        var left = options.TimeBudget - time.GetElapsedTime(started);
        using var budget = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            // The message's id is the payment's: ScorePayments counts a payment id once, however often it arrives.
            await publisher.PublishAsync(
                [new OutgoingEvent(HubNames.Payments, score.CustomerId!, paymentId, EventTypes.PaymentAuthorised, body, null)], either.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotRecorded(paymentId, fault.GetType().Name);
            return ScoreAnswer.Not(
                ScoreAnswerKind.NotRecorded, null, "The payment was scored, but hub payments did not confirm it in time. Send the request again: a payment id counts once.");
        }

        var answer = ScoreAnswerBody.Write(score.Decision, score.AsOf, recorded: true, time.GetElapsedTime(started));
        if (idempotencyKey is not null)
        {
            _keys.Add(idempotencyKey, body.Span, answer);
        }

        return ScoreAnswer.Of(answer);
    }
}
