namespace XbFunctions.Capabilities.Fraud;

/// <content>
/// Carrying people over to a new key of the pseudonyms: what an event is compared with is renamed before the event is looked at, so that it sees what it
/// would have seen without the change. Nobody is in one history under two names: whoever comes into it is renamed in it first.
/// </content>
public sealed partial class FraudState
{
    /// <summary>Bytes of the change that carrying one event's people over makes.</summary>
    public const int RekeyChangeSize = 1 + KeyChange.Size;

    private const byte RekeyChange = 65;

    /// <summary>Carries an event's customer, instrument, device and delivery address over to the key in use.</summary>
    /// <param name="keys">Their pseudonyms.</param>
    /// <param name="change">Destination of <see cref="RekeyChangeSize"/> bytes: the change that repeats this on replay.</param>
    /// <returns>False when none of them is known under a key of before: nothing was done.</returns>
    public bool Rekey(in KeyChange keys, Span<byte> change)
    {
        if (!Knows(keys))
        {
            return false;
        }

        change[0] = RekeyChange;
        keys.Write(change[1..]);
        Rename(keys);
        return true;
    }

    /// <summary>Whether <see cref="Rekey"/> would carry anybody over.</summary>
    /// <param name="keys">Pseudonyms of an event's people.</param>
    public bool Knows(in KeyChange keys) =>
        Customers.Find(keys.OldCustomer.Low) is not null
        || Summaries.Find(keys.OldCustomer.Low) is not null
        || Instruments.Find(keys.OldInstrument) is not null
        || Devices.Find(keys.OldDevice) is not null
        || Addresses.Find(keys.OldAddress) is not null
        || Holds(Customers.Find(keys.Customer.Low), keys)
        || Holds(Instruments.Find(keys.Instrument), keys)
        || Holds(Devices.Find(keys.Device), keys)
        || Holds(Addresses.Find(keys.Address), keys);

    private static bool Holds(EntityHistory? history, in KeyChange keys)
    {
        foreach (ref readonly var trace in history is { } known ? known.Traces : default)
        {
            if (keys.IsOld(trace))
            {
                return true;
            }
        }

        return false;
    }

    private void Rename(in KeyChange keys)
    {
        Summaries.Rename(keys.OldCustomer, keys.Customer);
        Customers.Rekey(keys.OldCustomer.Low, keys.Customer.Low, keys);
        Instruments.Rekey(keys.OldInstrument, keys.Instrument, keys);
        Devices.Rekey(keys.OldDevice, keys.Device, keys);
        Addresses.Rekey(keys.OldAddress, keys.Address, keys);
    }
}
