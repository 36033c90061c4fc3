using System.Buffers;
using System.Text;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Visitors who turn out to be customers; the way is drawn in <c>docs/decisions/0032-visitors-handed-over.md</c>.</content>
public sealed partial class BehaviourState
{
    private readonly KeyedTable<VisitorLink> _links;
    private readonly List<ClosedWindow<SessionTally>> _taken = [];

    /// <summary>Links a visitor to a customer, and takes its history out of this state.</summary>
    /// <param name="link">The sign-in.</param>
    /// <param name="change">The change that repeats this on replay.</param>
    /// <returns>The history; null when there is none yet.</returns>
    internal Handover? Link(VisitorLinked link, ArrayBufferWriter<byte> change)
    {
        change.ResetWrittenCount();
        change.PutByte(LinkChange);
        var kept = new VisitorLink(link.AnonymousKey, link.CustomerKey, link.CustomerRoute, link.LinkId, 0);
        kept.Write(change);
        return Link(kept);
    }

    /// <summary>Adds a visitor's history to its customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="history">As <see cref="Handover.History"/>.</param>
    /// <param name="change">The change that repeats this on replay.</param>
    /// <exception cref="FormatException">The bytes are no history; nothing was changed.</exception>
    internal Visitor Merge(Pseudonym customer, ReadOnlySpan<byte> history, ArrayBufferWriter<byte> change)
    {
        change.ResetWrittenCount();
        change.PutByte(MergeChange);
        change.PutKey(customer.Value);
        change.Write(history);
        return Merge(customer, history);
    }

    private Handover? Link(in VisitorLink link)
    {
        _links.Touch(link.Visitor.Low) = link;
        return TakeHistory(link.Visitor, null);
    }

    /// <summary>Takes out what is kept of a linked visitor; null when that is nothing, or a bot's.</summary>
    private Handover? TakeHistory(Pseudonym key, ClosedWindow<SessionTally>? closed)
    {
        _taken.Clear();
        _sessions.Take(key.Low, _taken);
        if (closed is { } window)
        {
            _taken.Add(window);
        }

        var visitor = _visitors.Find(key.Low, out var found);
        if (!found && _taken.Count == 0)
        {
            return null;
        }

        if (!found)
        {
            // A second session of a visitor who has just been handed over.
            visitor = new Visitor();
            visitor.Begin(key, isCustomer: false);
        }

        _visitors.Remove(key.Low);
        if (visitor.BotUntilMs > 0)
        {
            return null;
        }

        ref var link = ref _links.Touch(key.Low);
        link = link with { Handovers = link.Handovers + 1 };
        return new Handover(key, link, Math.Max(visitor.LastSeenMs, _taken.Select(static taken => taken.EndMs).DefaultIfEmpty().Max()), Pack(visitor, _taken));
    }

    private byte[] Pack(Visitor visitor, List<ClosedWindow<SessionTally>> windows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.PutByte(SnapshotVersion);
        var keys = new HashSet<ulong>(visitor.Recent.Concat(visitor.Bought).Select(static item => item.Key));
        foreach (var scores in (DecayedScores[])[visitor.Languages, visitor.Categories, visitor.Brands])
        {
            var named = new List<ScoredKey>();
            scores.CopyBest(scores.Count, named);
            keys.UnionWith(named.Select(static entry => entry.Key));
        }

        foreach (var window in windows)
        {
            foreach (var item in window.Aggregate.Items)
            {
                keys.Add(item.Key);
            }
        }

        var texts = keys.Select(Texts.Find).OfType<string>().Order(StringComparer.Ordinal).ToList();
        bytes.PutShort((ushort)texts.Count);
        texts.ForEach(bytes.PutText);
        bytes.PutShort((ushort)windows.Count);
        Span<byte> tally = stackalloc byte[SessionTally.Bytes];
        foreach (var window in windows)
        {
            bytes.PutLong(window.StartMs);
            bytes.PutLong(window.EndMs);
            window.Aggregate.Write(tally);
            bytes.Write(tally);
        }

        visitor.Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private Visitor Merge(Pseudonym customer, ReadOnlySpan<byte> history)
    {
        // Everything is read before anything is changed.
        var reader = new StateReader(history);
        var version = reader.Byte();
        if (version is not (EarlierVersion or SnapshotVersion))
        {
            throw new FormatException($"a history of version {EarlierVersion} or {SnapshotVersion}, got {version}");
        }

        var texts = new string[reader.Short()];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = Encoding.UTF8.GetString(reader.Text());
        }

        var windows = new ClosedWindow<SessionTally>[reader.Short()];
        for (var index = 0; index < windows.Length; index++)
        {
            var (startMs, endMs) = (reader.Long(), reader.Long());
            var tally = version == EarlierVersion
                ? SessionTallyVersion1.Read(reader.Bytes(SessionTallyVersion1.Bytes)).Tally
                : SessionTally.Read(reader.Bytes(SessionTally.Bytes));
            windows[index] = new(customer.Low, startMs, Math.Max(startMs, endMs), tally);
        }

        var absorbed = Visitor.Read(history[reader.Taken..], out _);
        foreach (var text in texts)
        {
            Texts.Add(text);
        }

        var visitor = _visitors.Touch(customer.Low, _watermark.TimeMs);
        if (visitor.Key == default)
        {
            visitor.Begin(customer, isCustomer: true);
        }

        visitor.Absorb(absorbed);
        visitor.NextVersion();
        foreach (var window in windows)
        {
            _sessions.AddSession(customer.Low, window.StartMs, window.EndMs, window.Aggregate);
        }

        return visitor;
    }
}
