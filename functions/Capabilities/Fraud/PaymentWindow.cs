using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// A few events of a batch, read before any of them is looked at: what the state knows of their people is then fetched from memory for all of them at
/// once, which takes less than one after another. Reused; not thread-safe.
/// </summary>
internal sealed class PaymentWindow
{
    /// <summary>Most events of a window.</summary>
    public const int Length = 48;

    private readonly ReadEvent[] _events = new ReadEvent[Length];
    private readonly ulong[] _keys = new ulong[Length];
    private int _count;

    /// <summary>The events read, in order.</summary>
    public ReadOnlySpan<ReadEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Reads events.</summary>
    /// <param name="events">At most <see cref="Length"/>.</param>
    /// <param name="reader">Makes pseudonyms and converts amounts.</param>
    /// <param name="ids">Makes the texts.</param>
    /// <param name="options">Says how far an event's time may be off.</param>
    public void Read(ReadOnlySpan<StreamEvent> events, FraudSubjectReader reader, IdInterner ids, FraudOptions options)
    {
        _count = events.Length;
        for (var i = 0; i < events.Length; i++)
        {
            ReadEvent.Read(events[i], reader, ids, options, out _events[i]);
        }
    }

    /// <summary>Brings near what the state knows of the events' people.</summary>
    /// <param name="state">The state.</param>
    public void Warm(FraudState state)
    {
        state.Customers.Warm(Keys(static (in ReadEvent one) => one.Customer.Low));
        state.Instruments.Warm(Keys(static (in ReadEvent one) => one.Subject.Trace.Instrument));
        state.Devices.Warm(Keys(static (in ReadEvent one) => one.Subject.Trace.Device));
        state.Addresses.Warm(Keys(static (in ReadEvent one) => one.Subject.Trace.Address));
        state.Sellers.Warm(Keys(static (in ReadEvent one) => one.Subject.Trace.Seller));
    }

    /// <summary>Forgets the events.</summary>
    public void Clear()
    {
        _events.AsSpan().Clear();
        _count = 0;
    }

    private ReadOnlySpan<ulong> Keys(KeyOf key)
    {
        var count = 0;
        foreach (ref readonly var one in Events)
        {
            if (key(one) is not 0 and var found)
            {
                _keys[count++] = found;
            }
        }

        return _keys.AsSpan(0, count);
    }

    private delegate ulong KeyOf(in ReadEvent one);
}
