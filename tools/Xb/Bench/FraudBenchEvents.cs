using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Bench;

/// <summary>Customers, each with an instrument, a device and a delivery address of its own.</summary>
/// <param name="keys">Customers.</param>
internal sealed class FraudBenchEvents(int keys) : IBenchEvents<FraudState>
{
    private const long StartMs = 1_772_625_600_000;
    private readonly FraudState _scratch = new(new FraudOptions { MaxEntities = 1 }, "0");

    /// <inheritdoc/>
    public FraudState CreateState() => new(new FraudOptions { MaxEntities = keys }, "0");

    /// <inheritdoc/>
    public byte[] Change(long number)
    {
        var change = new byte[FraudState.PaymentChangeSize];
        var customer = ((ulong)(number % keys) + 1) * 0x9E37_79B9_7F4A_7C15;
        _scratch.AddPayment(
            customer,
            new PaymentTrace(StartMs + number, customer ^ 1, customer ^ 2, number % 100, (uint)customer, 7, (uint)number, 5, 5, Address: customer ^ 3),
            change);
        return change;
    }
}
