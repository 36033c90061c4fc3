using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Pseudonyms of whom a payment names; the default where it does not name one.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Device">The device.</param>
/// <param name="Address">The delivery address.</param>
/// <param name="Seller">The seller.</param>
internal readonly record struct PaymentPeople(Pseudonym Customer, Pseudonym Instrument, Pseudonym Device, Pseudonym Address, Pseudonym Seller)
{
    /// <summary>Ids that one payment names at most.</summary>
    public const int Count = 5;

    /// <summary>Writes the ids of which <see cref="Of"/> takes the pseudonyms.</summary>
    /// <param name="facts">The event.</param>
    /// <param name="ids">Destination, <see cref="Count"/> long.</param>
    public static void WriteIds(in PaymentFacts facts, Span<(PseudonymKind Kind, string? Id)> ids)
    {
        ids[0] = (PseudonymKind.Customer, facts.CustomerId);
        ids[1] = (PseudonymKind.Instrument, facts.InstrumentId);
        ids[2] = (PseudonymKind.Device, facts.DeviceId);
        ids[3] = (PseudonymKind.ShippingAddress, facts.ShippingAddressId);
        ids[4] = (PseudonymKind.Seller, facts.SellerId);
    }

    /// <summary>Takes the pseudonyms of the ids that <see cref="WriteIds"/> wrote.</summary>
    /// <param name="pseudonyms">One for each id.</param>
    public static PaymentPeople Of(ReadOnlySpan<Pseudonym> pseudonyms) =>
        new(pseudonyms[0], pseudonyms[1], pseudonyms[2], pseudonyms[3], pseudonyms[4]);
}
