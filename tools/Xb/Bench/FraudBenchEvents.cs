using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Bench;

/// <summary>Customers, each with an instrument, a device and a delivery address of its own.</summary>
/// <param name="keys">Customers.</param>
internal sealed class FraudBenchEvents(int keys) : IBenchEvents<FraudState>
{
    private const long StartMs = 1_772_625_600_000;
    private readonly FraudDecision _decision = new() { PolicyVersion = "1", Partition = "0", DecidedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartMs) };
    private readonly FraudDecisionWriter _writer = new();

    /// <inheritdoc/>
    public FraudState CreateState() => new(new FraudOptions { MaxEntities = keys }, "0");

    /// <inheritdoc/>
    public byte[] Change(long number)
    {
        var customer = ((ulong)(number % keys) + 1) * 0x9E37_79B9_7F4A_7C15;
        var trace = new PaymentTrace(StartMs + number, customer ^ 1, customer ^ 2, number % 100, (uint)customer, 7, (uint)number, 5, 5, Address: customer ^ 3);
        var payment = new PendingPayment(
            $"p-{number}",
            new Pseudonym(customer),
            CountryCode.Parse("DE"),
            new Money((number % 100) * 100, CurrencyCode.Parse("EUR")),
            trace.Amount,
            false,
            DateTimeOffset.FromUnixTimeMilliseconds(trace.OccurredAtMs),
            DateTimeOffset.FromUnixTimeMilliseconds(trace.OccurredAtMs),
            number,
            "bench")
        {
            Trace = trace,
            Keys = new PaymentKeys(default, new Pseudonym(trace.Instrument), new Pseudonym(trace.Device), default, default, default, new Pseudonym(trace.Address)),
        };
        _writer.Begin();
        return _writer.Write(payment, _decision, hasLookup: true).ToArray();
    }
}
