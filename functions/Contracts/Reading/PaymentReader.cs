namespace XbFunctions.Contracts;

/// <summary>
/// Reads the events of hub <c>payments</c> from their bodies in one pass. A repeated event allocates nothing; a new id allocates its
/// string once.
/// <see cref="EventValidation"/> is the slow reading that gives the same answers.
/// </summary>
public static class PaymentReader
{
    /// <summary>Reads a body that says its type itself.</summary>
    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, IdInterner, string?, out PaymentFacts, out EventRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> body, IdInterner ids, out PaymentFacts facts, out EventRefusal refusal) =>
        TryRead(body, ids, null, out facts, out refusal);

    /// <summary>Reads a body. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="ids">Makes the strings; the caller's thread alone uses it.</param>
    /// <param name="declaredType">The property <see cref="EventProperties.Type"/>; null or empty when the message has none.</param>
    /// <param name="facts">What the event says, or the default when refused.</param>
    /// <param name="refusal">Why it is refused, or the default.</param>
    /// <returns>True when the event is taken. Whether its time is plausible is <see cref="EventTime"/>'s question.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> body, IdInterner ids, string? declaredType, out PaymentFacts facts, out EventRefusal refusal)
    {
        refusal = EventScan.Read(body, ids, EventShape.Payments, declaredType, out var scan);
        facts = refusal.IsRefused ? default : Map(in scan);
        return !refusal.IsRefused;
    }

    private static PaymentFacts Map(in EventScan scan)
    {
        return new PaymentFacts
        {
            Kind = (PaymentKind)scan.Shape!.Kind,
            PaymentId = scan.Text(EventMember.PaymentId),
            CustomerId = scan.Text(EventMember.CustomerId),
            InstrumentId = scan.Text(EventMember.InstrumentId),
            Method = scan.Text(EventMember.Method),
            SellerId = scan.Text(EventMember.SellerId),
            DeviceId = scan.Text(EventMember.DeviceId),
            ShippingAddressId = scan.Text(EventMember.ShippingAddressId),
            Source = scan.Text(EventMember.Source),
            Market = scan.Country(EventMember.Market),
            Billing = scan.Country(EventMember.BillingCountry),
            Shipping = scan.Country(EventMember.ShippingCountry),
            Ip = scan.Country(EventMember.IpCountry),
            Issuer = scan.Country(EventMember.IssuerCountry),
            HasAmount = scan.HasAmount,
            AmountMinor = scan.AmountMinor,
            Currency = scan.Currency,
            Language = scan.Language,
            OccurredAt = scan.OccurredAt,
            Label = scan.Label,
            ItemLines = scan.Items.Lines,
            Units = scan.Items.Units,
            ItemsOffset = scan.List.Offset,
            ItemsLength = scan.List.Length,
        };
    }
}
