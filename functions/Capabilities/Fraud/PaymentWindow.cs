using System.Runtime.InteropServices;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// A few events of a batch, read before any of them is looked at: what the state knows of their people is then fetched from memory for all of them at
/// once, which takes less than one after another. Reused; not thread-safe.
/// </summary>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
internal sealed class PaymentWindow(FraudSubjectReader reader)
{
    /// <summary>Most events of a window.</summary>
    public const int Length = 48;

    private readonly PseudonymMemo _memo = reader.NewMemo();
    private readonly ReadEvent[] _events = new ReadEvent[Length];
    private readonly List<ulong> _customers = new(Length);
    private readonly List<ulong> _instruments = new(Length);
    private readonly List<ulong> _devices = new(Length);
    private readonly List<ulong> _addresses = new(Length);
    private readonly List<ulong> _sellers = new(Length);
    private readonly ulong[] _claims = new ulong[Length];
    private readonly (PseudonymKind Kind, string? Id)[] _ids = new (PseudonymKind, string?)[Length * PaymentPeople.Count];
    private readonly Pseudonym[] _pseudonyms = new Pseudonym[Length * PaymentPeople.Count];
    private int _count;

    /// <summary>The events read, in order.</summary>
    public ReadOnlySpan<ReadEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Hashes by which the payments of <see cref="Events"/> are claimed; 0 for what is none.</summary>
    public ReadOnlySpan<ulong> Claims => _claims.AsSpan(0, _count);

    /// <summary>Reads events.</summary>
    /// <param name="events">At most <see cref="Length"/>.</param>
    /// <param name="ids">Makes the texts.</param>
    /// <param name="options">Says how far an event's time may be off.</param>
    public void Read(ReadOnlySpan<StreamEvent> events, IdInterner ids, FraudOptions options)
    {
        _count = events.Length;
        for (var i = 0; i < events.Length; i++)
        {
            ReadEvent.Read(events[i], ids, options, out _events[i]);
            var people = _ids.AsSpan(i * PaymentPeople.Count, PaymentPeople.Count);
            if (_events[i].Stage is null)
            {
                PaymentPeople.WriteIds(_events[i].Facts, people);
            }
            else
            {
                people.Clear();
            }
        }

        FraudSubjectReader.Read(_memo, _ids.AsSpan(0, _count * PaymentPeople.Count), _pseudonyms.AsSpan(0, _count * PaymentPeople.Count));
        ClearKeys();
        for (var i = 0; i < events.Length; i++)
        {
            ref var read = ref _events[i];

            // The payment id, not the transport's: a producer that retries with a fresh message id means the same payment.
            _claims[i] = read.Facts.Kind == PaymentKind.Labelled ? 0 : IdHash.Of(read.Facts.PaymentId);
            if (read.Stage is null)
            {
                read.Recognise(reader, PaymentPeople.Of(_pseudonyms.AsSpan(i * PaymentPeople.Count, PaymentPeople.Count)));
                NoteKeys(read);
            }
        }
    }

    /// <summary>Brings near what the state and the other partitions know of the events' people, and what the result knows of the events.</summary>
    /// <param name="state">The state.</param>
    /// <param name="peers">What the other partitions know; null for nothing.</param>
    /// <param name="result">The result.</param>
    public void Warm(FraudState state, PeerView? peers, BatchResult result)
    {
        result.Warm(Claims);
        state.Customers.Warm(CollectionsMarshal.AsSpan(_customers));
        state.Instruments.Warm(CollectionsMarshal.AsSpan(_instruments));
        state.Devices.Warm(CollectionsMarshal.AsSpan(_devices));
        state.Addresses.Warm(CollectionsMarshal.AsSpan(_addresses));
        state.Sellers.Warm(CollectionsMarshal.AsSpan(_sellers));
        peers?.Warm(
            CollectionsMarshal.AsSpan(_instruments), CollectionsMarshal.AsSpan(_devices), CollectionsMarshal.AsSpan(_addresses), CollectionsMarshal.AsSpan(_sellers));
    }

    /// <summary>Forgets the events.</summary>
    public void Clear()
    {
        _events.AsSpan().Clear();
        _ids.AsSpan().Clear();
        _count = 0;
    }

    private void ClearKeys()
    {
        _customers.Clear();
        _instruments.Clear();
        _devices.Clear();
        _addresses.Clear();
        _sellers.Clear();
    }

    // What was read last is still near.
    private void NoteKeys(in ReadEvent read)
    {
        Note(_customers, read.Customer.Low);
        Note(_instruments, read.Subject.Trace.Instrument);
        Note(_devices, read.Subject.Trace.Device);
        Note(_addresses, read.Subject.Trace.Address);
        Note(_sellers, read.Subject.Trace.Seller);
    }

    private static void Note(List<ulong> keys, ulong key)
    {
        if (key != 0)
        {
            keys.Add(key);
        }
    }
}
