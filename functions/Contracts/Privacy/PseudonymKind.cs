namespace XbFunctions.Contracts;

/// <summary>
/// What a pseudonym stands for; part of the hash, so that equal texts of two kinds get unlike pseudonyms. Values are stable.
/// </summary>
public enum PseudonymKind
{
    /// <summary>A <see cref="CustomerId"/>.</summary>
    Customer = 1,

    /// <summary>An <see cref="InstrumentId"/>.</summary>
    Instrument = 2,

    /// <summary>A <see cref="DeviceId"/>.</summary>
    Device = 3,

    /// <summary>An <see cref="AnonymousId"/>.</summary>
    Anonymous = 4,

    /// <summary>A <see cref="SessionId"/>.</summary>
    Session = 5,

    /// <summary>A <see cref="SellerId"/>.</summary>
    Seller = 6,

    /// <summary>A <see cref="ShippingAddressId"/>.</summary>
    ShippingAddress = 7,

    /// <summary>An order to forget a customer: proves that who sent it has the key.</summary>
    Erasure = 8,
}
