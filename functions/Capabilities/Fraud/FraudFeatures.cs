namespace XbFunctions.Capabilities.Fraud;

/// <summary>Writes the model's input for one payment. Training, evaluation and the function all run this code.</summary>
public static class FraudFeatures
{
    private static ReadOnlySpan<PaymentPartner> OfCustomer =>
    [
        PaymentPartner.Instrument,
        PaymentPartner.Device,
        PaymentPartner.IpCountry,
        PaymentPartner.ShippingCountry,
        PaymentPartner.Seller,
        PaymentPartner.Address,
    ];

    private static ReadOnlySpan<PaymentPartner> OfInstrument =>
        [PaymentPartner.Customer, PaymentPartner.Device, PaymentPartner.IpCountry, PaymentPartner.Seller];

    private static ReadOnlySpan<PaymentPartner> OfDevice =>
        [PaymentPartner.Customer, PaymentPartner.Instrument, PaymentPartner.ShippingCountry, PaymentPartner.Seller];

    private static ReadOnlySpan<PaymentPartner> OfAddress => [PaymentPartner.Customer, PaymentPartner.Instrument, PaymentPartner.Device];

    /// <summary>Writes one row from the state as it was before the payment.</summary>
    /// <param name="state">Histories before the payment.</param>
    /// <param name="subject">The payment.</param>
    /// <param name="row">Destination, shape <c>[FraudColumns.Width]</c>, columns as in <see cref="FraudColumns.Features"/>.</param>
    /// <param name="peers">What other partitions know of the seller, instrument, device and delivery address; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> has another length.</exception>
    public static void Write(FraudState state, in FraudSubject subject, Span<float> row, PeerView? peers = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FraudColumns.Width, nameof(row));
        var trace = subject.Trace;
        ref readonly var customer = ref state.Customers.Read(subject.Customer);
        PaymentFeatures.Write(subject, row);
        EntityFeatures.Write(customer, known: true, trace, OfCustomer, row[FraudColumns.CustomerUse..]);
        EntityFeatures.Write(
            state.Instruments.Read(trace.Instrument),
            trace.Instrument != 0,
            trace,
            OfInstrument,
            row[FraudColumns.InstrumentUse..],
            peers?.Instrument(subject));
        EntityFeatures.Write(
            state.Devices.Read(trace.Device), trace.Device != 0, trace, OfDevice, row[FraudColumns.DeviceUse..], peers?.Device(subject));
        EntityFeatures.Write(
            state.Addresses.Read(trace.Address), trace.Address != 0, trace, OfAddress, row[FraudColumns.AddressUse..], peers?.Address(subject));
        CustomerFeatures.Write(customer, trace, row[FraudColumns.CustomerUse..], row[FraudColumns.CustomerPast..]);
        SellerFeatures.Write(state.Sellers.Find(trace.Seller), trace, row[FraudColumns.SellerPast..], peers?.Seller(trace.Seller));
    }
}
