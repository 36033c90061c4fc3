namespace XbFunctions.Capabilities.Fraud;

/// <summary>What the other partitions know, as one partition sees it. Thread-safe.</summary>
public sealed class PeerView
{
    private readonly PeerBook _book;
    private readonly int _own;
    private long _warmed;

    internal PeerView(PeerBook book, int own) => (_book, _own) = (book, own);

    /// <summary>Brings near what they know of several payments' people, before it is asked for. Changes nothing.</summary>
    /// <param name="instruments">Low halves of pseudonyms, as the other three.</param>
    /// <param name="devices">Devices.</param>
    /// <param name="addresses">Delivery addresses.</param>
    /// <param name="sellers">Hashes of sellers.</param>
    internal void Warm(ReadOnlySpan<ulong> instruments, ReadOnlySpan<ulong> devices, ReadOnlySpan<ulong> addresses, ReadOnlySpan<ulong> sellers) =>
        _warmed = _book.Instruments.Warm(instruments, _own) + _book.Devices.Warm(devices, _own)
            + _book.Addresses.Warm(addresses, _own) + _book.Sellers.Warm(sellers, _own);

    /// <summary>What they know of a seller.</summary>
    /// <param name="seller">Hash of the seller; 0 is unknown.</param>
    /// <returns>Null when none knows it. To be read only.</returns>
    internal SellerHistory? Seller(uint seller) => _book.Sellers.Find(seller, _own);

    /// <summary>What they know of an instrument under the key in use.</summary>
    /// <param name="instrument">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Instrument(ulong instrument) => _book.Instruments.Find(instrument, _own);

    /// <summary>What they know of a device under the key in use.</summary>
    /// <param name="device">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Device(ulong device) => _book.Devices.Find(device, _own);

    /// <summary>What they know of a delivery address under the key in use.</summary>
    /// <param name="address">Low half of its pseudonym; 0 is unknown.</param>
    internal SharedUse? Address(ulong address) => _book.Addresses.Find(address, _own);

    /// <summary>What they know of a payment's instrument.</summary>
    /// <param name="subject">The payment.</param>
    internal SharedUse? Instrument(in FraudSubject subject) => subject.Former.IsEmpty
        ? Instrument(subject.Trace.Instrument)
        : FindRenamed(_book.Instruments, subject.Trace.Instrument, subject, static keys => keys.OldInstrument);

    /// <summary>What they know of a payment's device.</summary>
    /// <param name="subject">The payment.</param>
    internal SharedUse? Device(in FraudSubject subject) => subject.Former.IsEmpty
        ? Device(subject.Trace.Device)
        : FindRenamed(_book.Devices, subject.Trace.Device, subject, static keys => keys.OldDevice);

    /// <summary>What they know of a payment's delivery address.</summary>
    /// <param name="subject">The payment.</param>
    internal SharedUse? Address(in FraudSubject subject) => subject.Former.IsEmpty
        ? Address(subject.Trace.Address)
        : FindRenamed(_book.Addresses, subject.Trace.Address, subject, static keys => keys.OldAddress);

    // While a key is being replaced: of each partition what it tells under the newest name, for it renames what it sees again and tells it under the new one.
    private SharedUse? FindRenamed(PeerTable<SharedUse> table, ulong key, in FraudSubject subject, Func<KeyChange, ulong> oldOf)
    {
        if (key == 0)
        {
            return null;
        }

        var former = subject.Former.Span;
        var changes = new KeyChange[former.Length];
        var parts = new SortedDictionary<int, SharedUse>();
        table.AddParts(key, _own, parts);
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = former[i].ChangeTo(subject);
            table.AddParts(oldOf(changes[i]), _own, parts);
        }

        SharedUse[] renamed = [.. parts.Values.Select(part => part.Renamed(changes))];
        return renamed.Length switch
        {
            0 => null,
            1 => renamed[0],
            _ => SharedUse.Combine(renamed),
        };
    }
}
