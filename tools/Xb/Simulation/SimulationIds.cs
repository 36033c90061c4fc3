using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>Makes ids that look alike whoever they belong to, so that an id never betrays a fraud. Equal inputs give equal ids.</summary>
internal sealed class SimulationIds(ulong seed)
{
    // A prime below 10^10: multiplying modulo a prime shuffles the numbers below it without repetition.
    private const ulong CustomerNumbers = 9_999_999_967;
    private const ulong CustomerFactor = 1_618_033_989;
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly ulong _customerShift = RandomStream.Hash(seed, StreamKind.CustomerId, 0) % CustomerNumbers;

    /// <summary>The customer with a running number.</summary>
    public CustomerId Customer(ulong number) => new(string.Create(
        CultureInfo.InvariantCulture, $"c-{((number % CustomerNumbers * CustomerFactor) + _customerShift) % CustomerNumbers:D10}"));

    /// <summary>An instrument of an owner.</summary>
    public InstrumentId Instrument(ulong owner, ulong number) => new(Text("i-", StreamKind.Instrument, owner, number));

    /// <summary>A device of an owner.</summary>
    public DeviceId Device(ulong owner, ulong number) => new(Text("d-", StreamKind.Device, owner, number));

    /// <summary>A delivery address of an owner.</summary>
    public ShippingAddressId Address(ulong owner, ulong number) => new(Text("l-", StreamKind.Address, owner, number));

    /// <summary>The first-party visitor id on a device.</summary>
    public AnonymousId Visitor(ulong owner, ulong number) => new(Text("a-", StreamKind.Anonymous, owner, number));

    /// <summary>A visit.</summary>
    public SessionId Session(ulong owner, ulong number) => new(Text("s-", StreamKind.Session, owner, number));

    /// <summary>A payment.</summary>
    public PaymentId Payment(ulong number) => new(Text("p-", StreamKind.Payment, number, 0));

    /// <summary>An order.</summary>
    public OrderId Order(ulong number) => new(Text("o-", StreamKind.Order, number, 0));

    /// <summary>A list of recommendations.</summary>
    public string Recommendation(ulong owner, ulong number) => Text("r-", StreamKind.Recommendation, owner, number);

    // Two letters and thirteen base-32 digits of a 64-bit hash.
    private string Text(string prefix, StreamKind kind, ulong first, ulong second) =>
        string.Create(15, (prefix, Hash: RandomStream.Hash(seed, kind, first, second)), static (text, state) =>
        {
            state.prefix.CopyTo(text);
            for (var place = 14; place >= 2; place--)
            {
                text[place] = Digits[(int)(state.Hash & 31)];
                state.Hash >>= 5;
            }
        });
}
