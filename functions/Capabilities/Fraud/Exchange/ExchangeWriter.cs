using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Writes what a partition tells in one round. Behind each instrument stand the device and the delivery address of its latest payment: mostly the three of
/// them have the same payments, which then stand so near each other that packing writes them once. Reused; not thread-safe.
/// </summary>
/// <param name="options">Bounds.</param>
internal sealed class ExchangeWriter(ExchangeOptions options)
{
    // A packed frame then stays below the 4 MiB that one append may hold.
    private const int FrameBytes = 3_500_000;

    private readonly KeySet _devices = new();
    private readonly KeySet _addresses = new();

    /// <summary>Writes the sums of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keys">Whose sums; what the state does not know of is left out, and what stands in no list may be told as well.</param>
    /// <param name="tellsAll">Whether they are all that the partition tells.</param>
    public ExchangeCapture Write(FraudState state, in ExchangeKeys keys, bool tellsAll)
    {
        // Not at the end: one that failed leaves nothing out of the next.
        _devices.Clear();
        _addresses.Clear();
        var capture = new ExchangeCapture(tellsAll);
        foreach (var key in keys.Sellers)
        {
            if (state.Sellers.Find((uint)key) is { } seller)
            {
                ExchangeRecords.Write((uint)key, seller, capture.Next(FrameBytes));
            }
        }

        // Where the newest of many are told, the lists say which.
        var follows = !tellsAll || Math.Max(state.Devices.Count, state.Addresses.Count) <= options.MaxEntities;
        foreach (var key in keys.Instruments)
        {
            var latest = Write(SharedKind.Instrument, state.Instruments, key, capture);
            if (follows)
            {
                WriteOnce(SharedKind.Device, state.Devices, latest.Device, _devices, capture);
                WriteOnce(SharedKind.Address, state.Addresses, latest.Address, _addresses, capture);
            }
        }

        foreach (var key in keys.Devices)
        {
            WriteOnce(SharedKind.Device, state.Devices, key, _devices, capture);
        }

        foreach (var key in keys.Addresses)
        {
            WriteOnce(SharedKind.Address, state.Addresses, key, _addresses, capture);
        }

        return capture;
    }

    // 0 stands for one that is not known.
    private void WriteOnce(SharedKind kind, HistoryTable table, ulong key, KeySet told, ExchangeCapture capture)
    {
        if (key != 0 && told.Add(key))
        {
            Write(kind, table, key, capture);
        }
    }

    private PaymentTrace Write(SharedKind kind, HistoryTable table, ulong key, ExchangeCapture capture)
    {
        if (table.Find(key) is not { } history)
        {
            return default;
        }

        ExchangeRecords.Write(kind, key, history, options.MaxPayments, capture.Next(FrameBytes));
        return history.Traces is [.., var latest] ? latest : default;
    }
}
