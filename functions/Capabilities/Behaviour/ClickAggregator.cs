using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Aggregates a batch of clicks: parse, add to the state, close what is over, publish. What cannot be read is dead-lettered; nothing fails a
/// batch. Safe for several partitions at once.
/// </summary>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
/// <param name="options">Settings.</param>
/// <param name="instruments">Metrics.</param>
/// <param name="time">Times the batches.</param>
/// <param name="logger">Told when sessions are refused.</param>
/// <param name="erasures">Reads orders to forget a customer; null where none come.</param>
/// <param name="intent">Scores open sessions; null leaves them unscored.</param>
public sealed partial class ClickAggregator(
    ClickSubjectReader reader,
    BehaviourOptions options,
    BehaviourInstruments instruments,
    TimeProvider time,
    ILogger<ClickAggregator> logger,
    ErasureOrders? erasures = null,
    IntentScorer? intent = null)
    : IStreamProcessor<BehaviourState>
{
    /// <summary>Stage of dead letters that no parser takes.</summary>
    public const string ParseStage = "parse";

    /// <summary>Stage of dead letters that parse, but hold what cannot be.</summary>
    public const string ValidateStage = "validate";

    private readonly ConcurrentBag<ClickBatch> _batches = [];

    /// <inheritdoc/>
    public string Name => "behaviour";

    /// <inheritdoc/>
    public BehaviourState CreateState(StreamPartition partition) => new(options, partition.PartitionId);

    /// <inheritdoc/>
    public ValueTask ProcessAsync(
        BehaviourState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var batch = _batches.TryTake(out var reused) ? reused : new ClickBatch();
        try
        {
            batch.Begin();
            foreach (ref readonly var incoming in events.Span)
            {
                Read(incoming, state, batch, result);
            }

            Score(state, batch, result);
            Close(events.Span[^1], state, batch, result);
            PublishProfiles(state, batch, result);
            batch.WriteTo(state, result);
            instruments.BatchDone(batch.Counts, time.GetElapsedTime(started));
            if (batch.Counts[(int)ClickResult.NoSession] is > 0 and var refused)
            {
                logger.SessionsFull(state.PartitionId, state.OpenSessions, refused);
            }
        }
        finally
        {
            _batches.Add(batch);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Names a session: the same for the same events, however often they are read.</summary>
    /// <param name="visitor">Low half of the visitor's pseudonym.</param>
    /// <param name="startMs">Event time of its first event.</param>
    public static string SessionKeyOf(ulong visitor, long startMs) => string.Create(CultureInfo.InvariantCulture, $"s_{visitor:x16}{startMs:x12}");

    private void Read(in StreamEvent incoming, BehaviourState state, ClickBatch batch, BatchResult result)
    {
        if (incoming.EventType == EventTypes.CustomerErased)
        {
            Erase(incoming, state, batch, result);
            return;
        }

        if (incoming.EventType is EventTypes.VisitorLinked or EventTypes.VisitorHandedOver)
        {
            ReadOwn(incoming, state, batch, result);
            return;
        }

        if (!ClickReader.TryRead(incoming.Body.Span, batch.Ids, incoming.EventType, out var facts, out var refusal))
        {
            result.DeadLetter(incoming, ParseStage, refusal.ToString());
            return;
        }

        var clock = incoming.Clock(options.TrustProducerClock);
        refusal = EventTime.Check(facts.OccurredAt, clock, options.MaxPast, options.MaxFuture);
        if (refusal.IsRefused)
        {
            result.DeadLetter(incoming, ValidateStage, refusal.ToString());
            return;
        }

        if (!result.TryClaim(facts.EventId))
        {
            return;
        }

        reader.Read(facts, incoming.Body.Span, batch.Ids, clock, batch.Click);
        Rekey(facts, state, batch, result);
        var became = state.Add(batch.Click, batch.Change);
        result.Change(batch.Change.WrittenSpan);
        batch.Counts[(int)became]++;
        if (became is ClickResult.TooLate or ClickResult.Bot)
        {
            return;
        }

        batch.Touch(state.FindVisitor(batch.Click.Visitor.Low));
        if (became == ClickResult.Taken)
        {
            batch.Intents.Touch(batch.Click.Visitor.Low, batch.Click.AtMs);
        }

        if (facts.Kind is ClickKind.OrderCompleted or ClickKind.CustomerIdentified)
        {
            Change(state.FindVisitor(batch.Click.Visitor.Low), batch);
        }

        if (facts.Kind == ClickKind.CustomerIdentified)
        {
            Publish(reader.LinkOf(facts), result, HubNames.Clickstream);
            foreach (var previous in reader.Previous)
            {
                Publish(reader.LinkOf(facts, previous, $"{facts.EventId}:linked:{previous.KeyId}"), result, HubNames.Clickstream);
            }
        }
    }

    // What this function sends to itself, from one partition to another.
    private static void ReadOwn(in StreamEvent incoming, BehaviourState state, ClickBatch batch, BatchResult result)
    {
        try
        {
            if (incoming.EventType == EventTypes.VisitorLinked)
            {
                var link = JsonSerializer.Deserialize(incoming.Body.Span, EventJson.Default.VisitorLinked) ?? throw new JsonException();
                if (!result.TryClaim(link.EventId))
                {
                    return;
                }

                if (state.IsErased(link.CustomerKey, link.OccurredAt))
                {
                    // The sign-in comes from before the erasure: the visitor goes with the customer.
                    batch.Forget(link.AnonymousKey);
                    state.Erase(link.AnonymousKey, link.OccurredAt, isHome: false, batch.Change, out _);
                }
                else if (state.Link(link, batch.Change) is { } handover)
                {
                    Publish(handover.ToEvent(), result, HubNames.Clickstream);
                }
            }
            else
            {
                var handed = JsonSerializer.Deserialize(incoming.Body.Span, EventJson.Default.VisitorHandedOver) ?? throw new JsonException();
                var history = Convert.FromBase64String(handed.History);
                if (!result.TryClaim(handed.EventId) || state.IsErased(handed.CustomerKey, handed.OccurredAt))
                {
                    return;
                }

                Change(state.Merge(handed.CustomerKey, history, batch.Change), batch);
            }

            result.Change(batch.Change.WrittenSpan);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            result.DeadLetter(incoming, ParseStage, "The body is no event of this type.");
        }
    }

    // Before sessions close, so that one that closes with this batch has its last probability.
    private void Score(BehaviourState state, ClickBatch batch, BatchResult result)
    {
        if (intent is not null && batch.Intents.Collect(state) && intent.TryScore(batch.Intents.Rows, batch.Intents.Scores))
        {
            state.SetIntents(batch.Intents, batch.Change);
            result.Change(batch.Change.WrittenSpan);
        }
    }

    private void Close(in StreamEvent last, BehaviourState state, ClickBatch batch, BatchResult result)
    {
        if (!state.Close(batch.Closed, batch.Change))
        {
            return;
        }

        result.Change(batch.Change.WrittenSpan);
        foreach (var closed in batch.Closed)
        {
            if (closed.Handover is { } handover)
            {
                Publish(handover.ToEvent(), result, HubNames.Clickstream);
                continue;
            }

            instruments.SessionClosed(closed.IsBot);
            if (closed.IsBot || closed.Visitor is not { } visitor)
            {
                continue;
            }

            var session = EventOf(visitor, closed.Window, state.Texts);
            Publish(session, result);
            BehaviourArchive.Add(batch.Sessions, last, closed, session.SessionKey);
            Change(visitor, batch);
        }
    }

    private static void Change(Visitor? visitor, ClickBatch batch)
    {
        // A customer of whom only a visitor's session has come has no time of a first event yet.
        if (visitor is { IsCustomer: true, Events: > 0 })
        {
            batch.Changed.Add(visitor);
            batch.Touch(visitor);
        }
    }

    private static void PublishProfiles(BehaviourState state, ClickBatch batch, BatchResult result)
    {
        foreach (var visitor in batch.Changed)
        {
            var language = state.Texts.Find(visitor.Languages.Best());
            var isOpen = state.TryFindSession(visitor.Key.Low, visitor.LastSeenMs, out var session);
            Publish(
                new ProfileChanged(
                    visitor.Key,
                    DateTimeOffset.FromUnixTimeMilliseconds(visitor.LastSeenMs),
                    visitor.Version,
                    CountryCode.FromPacked((ushort)visitor.Markets.Best()),
                    visitor.Orders,
                    visitor.Sessions,
                    DateTimeOffset.FromUnixTimeMilliseconds(visitor.FirstSeenMs),
                    language is null ? null : LanguageTag.Parse(language),
                    SkusOf(visitor.Recent, state.Texts),
                    isOpen ? IntentOf(session.Aggregate) : null),
                result);
        }
    }

    private static SessionClosed EventOf(Visitor visitor, in ClosedWindow<SessionTally> window, TextTable texts)
    {
        var tally = window.Aggregate;
        var items = tally.Items;
        return new SessionClosed(
            SessionKeyOf(window.Key, window.StartMs),
            visitor.Key,
            CountryCode.FromPacked(tally.Market),
            DateTimeOffset.FromUnixTimeMilliseconds(window.StartMs),
            DateTimeOffset.FromUnixTimeMilliseconds(window.EndMs),
            tally.Events,
            tally.Views,
            tally.Searches,
            tally.CartAdds,
            tally.Orders > 0,
            IntentOf(tally),
            SkusOf(items[..].ToArray(), texts));
    }

    /// <summary>The probability as events and answers give it; null for a session that was never scored.</summary>
    internal static double? IntentOf(in SessionTally session) => session.IntentAtMs == 0 ? null : Math.Round(session.Intent, 4);

    private static List<Sku> SkusOf(IReadOnlyList<SeenItem> items, TextTable texts)
    {
        var skus = new List<Sku>(items.Count);
        foreach (var item in items)
        {
            if (item.Key != 0 && texts.Find(item.Key) is { } sku)
            {
                skus.Add(new Sku(sku));
            }
        }

        return skus;
    }

    private static void Publish(IXbEvent e, BatchResult result, string hub = HubNames.Insights) =>
        result.Publish(new OutgoingEvent(hub, e.PartitionKey, e.EventId, e.Type, EventBody.ToUtf8(e), null));
}
