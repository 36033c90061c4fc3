using System.IO.Hashing;
using System.Runtime.InteropServices;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train;

/// <summary>
/// Leaves out optional members of some customers' payments, as a platform does whose shops and apps do not all send them. The simulator
/// sends everything; a model that has only seen that takes what is missing for a sign of fraud. Who sends what depends on the customer's id
/// alone, so it says nothing about fraud, and a customer's history is sparse as a whole.
/// </summary>
internal static class SparseIntegrations
{
    // Of 100 customers: 20 send no optional member at all, 20 send each of them with an even chance.
    private const ulong Bare = 20;
    private const ulong Partial = 40;

    /// <summary>The payment as this customer's integration sends it.</summary>
    /// <param name="payment">The whole payment.</param>
    public static PaymentAuthorised Send(PaymentAuthorised payment)
    {
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(payment.CustomerId.Value.AsSpan()));
        return (hash % 100) switch
        {
            < Bare => Keep(payment, 0),
            < Partial => Keep(payment, (byte)(hash >> 32)),
            _ => payment,
        };
    }

    private static PaymentAuthorised Keep(PaymentAuthorised payment, byte members) => payment with
    {
        BillingCountry = (members & 1) == 0 ? null : payment.BillingCountry,
        ShippingCountry = (members & 2) == 0 ? null : payment.ShippingCountry,
        IpCountry = (members & 4) == 0 ? null : payment.IpCountry,
        IssuerCountry = (members & 8) == 0 ? null : payment.IssuerCountry,
        DeviceId = (members & 16) == 0 ? null : payment.DeviceId,
        Language = (members & 32) == 0 ? null : payment.Language,
        Items = (members & 64) == 0 ? null : payment.Items,
        ShippingAddressId = (members & 128) == 0 ? null : payment.ShippingAddressId,
    };
}
