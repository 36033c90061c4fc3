using System.Buffers.Binary;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <content>Forgetting a customer.</content>
public sealed partial class FraudState
{
    /// <summary>Bytes of the change that one erasure makes.</summary>
    public const int EraseChangeSize = 1 + 16;

    private const byte EraseChange = 64;

    /// <inheritdoc/>
    public bool WantsSnapshot { get; private set; }

    /// <summary>
    /// Forgets a customer: history, decisions, and the customer's payments among those of instruments, devices and addresses; one of which no other
    /// payment is remembered goes whole. Counts of sellers name no one and stay.
    /// </summary>
    /// <param name="customer">Stands for the customer.</param>
    /// <param name="change">Destination of <see cref="EraseChangeSize"/> bytes: the change that repeats this on replay.</param>
    /// <returns>Entries that were removed or shortened.</returns>
    public int Erase(Pseudonym customer, Span<byte> change)
    {
        change[0] = EraseChange;
        BinaryPrimitives.WriteUInt128LittleEndian(change[1..], customer.Value);
        return Forget(customer);
    }

    private int Forget(Pseudonym customer)
    {
        WantsSnapshot = true;
        var removed = (Customers.Remove(customer.Low) ? 1 : 0) + (Summaries.Remove(customer.Low) ? 1 : 0);
        return removed + Instruments.Forget((uint)customer.Low) + Devices.Forget((uint)customer.Low) + Addresses.Forget((uint)customer.Low);
    }
}
