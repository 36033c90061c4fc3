using System.Buffers;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>Forgetting a customer, and the visitors who were linked to the customer.</content>
public sealed partial class BehaviourState
{
    private const byte EraseChange = 64;
    private const byte ErasedChange = 65;

    private readonly ErasedMarks _erased = new();

    /// <inheritdoc/>
    public bool WantsSnapshot { get; private set; }

    /// <summary>Whether a customer was erased at or after a time: what comes late of before is not taken.</summary>
    /// <param name="customer">Stands for the customer.</param>
    /// <param name="at">Event time.</param>
    internal bool IsErased(Pseudonym customer, DateTimeOffset at) => _erased.Covers(ErasedMarks.Of(customer), at.ToUnixTimeMilliseconds());

    /// <summary>Forgets a customer's or visitor's profile and open sessions, and everyone linked to it. Sums in which no one is named stay.</summary>
    /// <param name="customer">Stands for the customer or visitor.</param>
    /// <param name="at">When that was asked for.</param>
    /// <param name="isHome">Whether this is the customer's own partition: journals may then name the customer even though the state does not.</param>
    /// <param name="change">The change that repeats this on replay; it names no one where nothing was found.</param>
    /// <param name="linked">Visitors who were linked.</param>
    /// <returns>Entries removed.</returns>
    internal int Erase(Pseudonym customer, DateTimeOffset at, bool isHome, ArrayBufferWriter<byte> change, out IReadOnlyList<Pseudonym> linked)
    {
        change.ResetWrittenCount();
        linked = LinkedTo(customer);
        if (!isHome && linked.Count == 0 && FindVisitor(customer.Low) is null)
        {
            change.PutByte(ErasedChange);
            change.PutULong(ErasedMarks.Of(customer));
            change.PutLong(at.ToUnixTimeMilliseconds());
            _erased.Add(ErasedMarks.Of(customer), at.ToUnixTimeMilliseconds());
            return 0;
        }

        change.PutByte(EraseChange);
        change.PutKey(customer.Value);
        change.PutLong(at.ToUnixTimeMilliseconds());
        return Forget(customer, at.ToUnixTimeMilliseconds());
    }

    private int Forget(Pseudonym customer, long atMs)
    {
        WantsSnapshot = true;
        _erased.Add(ErasedMarks.Of(customer), atMs);
        var removed = Remove(customer);
        foreach (var visitor in LinkedTo(customer))
        {
            removed += Remove(visitor) + (_links.Remove(visitor.Low) ? 1 : 0);
        }

        return removed;
    }

    private int Remove(Pseudonym visitor)
    {
        _taken.Clear();
        _sessions.Take(visitor.Low, _taken);
        var removed = _taken.Count + (_visitors.Remove(visitor.Low) ? 1 : 0);
        _taken.Clear();
        return removed;
    }

    // In the order of the keys: a replay must come to the same slots as live processing did.
    private List<Pseudonym> LinkedTo(Pseudonym customer) =>
        [.. _links.Keys.Where(key => _links.Find(key, out _).Customer == customer).Order().Select(key => _links.Find(key, out _).Visitor)];

    private byte[] Head()
    {
        var head = new ArrayBufferWriter<byte>();
        _watermark.Write(head.GetSpan(State.Watermark.Bytes));
        head.Advance(State.Watermark.Bytes);
        _erased.Write(head);
        return head.WrittenSpan.ToArray();
    }

    private void LoadHead(ReadOnlySpan<byte> head)
    {
        _watermark = State.Watermark.Read(head);
        _erased.Load(head[State.Watermark.Bytes..]);
    }
}
