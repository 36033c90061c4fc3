namespace XbFunctions.Contracts;

/// <summary>
/// Reads the events of hub <c>clickstream</c> from their bodies in one pass. A repeated event allocates nothing; a new id allocates its
/// string once.
/// <see cref="EventValidation"/> is the slow reading that gives the same answers.
/// </summary>
public static class ClickReader
{
    /// <summary>Reads a body that says its type itself.</summary>
    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, IdInterner, string?, out ClickFacts, out EventRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> body, IdInterner ids, out ClickFacts facts, out EventRefusal refusal) =>
        TryRead(body, ids, null, out facts, out refusal);

    /// <summary>Reads a body. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="ids">Makes the strings; the caller's thread alone uses it.</param>
    /// <param name="declaredType">The property <see cref="EventProperties.Type"/>; null or empty when the message has none.</param>
    /// <param name="facts">What the event says, or the default when refused.</param>
    /// <param name="refusal">Why it is refused, or the default.</param>
    /// <returns>True when the event is taken. Whether its time is plausible is <see cref="EventTime"/>'s question.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> body, IdInterner ids, string? declaredType, out ClickFacts facts, out EventRefusal refusal)
    {
        refusal = EventScan.Read(body, ids, EventShape.Clicks, declaredType, out var scan);
        facts = refusal.IsRefused ? default : Map(in scan);
        return !refusal.IsRefused;
    }

    private static ClickFacts Map(in EventScan scan)
    {
        return new ClickFacts
        {
            Kind = (ClickKind)scan.Shape!.Kind,
            EventId = scan.Text(EventMember.EventId),
            CustomerId = scan.Text(EventMember.CustomerId),
            AnonymousId = scan.Text(EventMember.AnonymousId),
            SessionId = scan.Text(EventMember.SessionId),
            DeviceId = scan.Text(EventMember.DeviceId),
            Sku = scan.Text(EventMember.Sku),
            OrderId = scan.Text(EventMember.OrderId),
            PaymentId = scan.Text(EventMember.PaymentId),
            RecommendationId = scan.Text(EventMember.RecommendationId),
            Source = scan.Text(EventMember.Source),
            Market = scan.Country(EventMember.Market),
            Query = scan.Query ?? "",
            Language = scan.Language,
            OccurredAt = scan.OccurredAt,
            ResultCount = scan.ResultCount,
            Position = scan.Position,
            Quantity = scan.Quantity,
            HasUnitPrice = scan.HasUnitPrice,
            UnitPrice = scan.UnitPrice,
            HasAmount = scan.HasAmount,
            AmountMinor = scan.AmountMinor,
            Currency = scan.Currency,
            ItemLines = scan.Items.Lines,
            Units = scan.Items.Units,
            ItemsOffset = scan.List.Offset,
            ItemsLength = scan.List.Length,
        };
    }
}
