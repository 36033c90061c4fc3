using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Reads one line item.</summary>
internal static class ItemReader
{
    private static readonly ulong Known = EventMembers.Parse("sku quantity unitPrice");

    /// <summary>Reads the object that the reader stands on, up to its end.</summary>
    /// <param name="json">Stands on the item's first token.</param>
    /// <param name="ids">Makes the sku's string; null to check only.</param>
    /// <param name="item">The item; its sku is empty when only checked.</param>
    public static EventRefusal Read(ref Utf8JsonReader json, IdInterner? ids, out ItemFacts item)
    {
        item = default;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return new EventRefusal(EventRefusalReason.WrongType, "items[]");
        }

        ulong seen = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = EventMembers.Find(in json);
            var bit = EventMembers.Bit(member) & Known;
            json.Read();
            if (bit == 0)
            {
                json.Skip();
                continue;
            }

            var reason = (seen & bit) != 0 ? EventRefusalReason.DuplicateMember : ReadMember(ref json, member, ids, ref item);
            if (reason != EventRefusalReason.None)
            {
                return Refuse(reason, member);
            }

            seen |= bit;
        }

        return seen == Known ? default : Refuse(EventRefusalReason.MissingMember, EventMembers.First(Known & ~seen));
    }

    /// <summary>Checks a sku, and makes its string when <paramref name="ids"/> is given.</summary>
    public static EventRefusalReason ReadSku(ref readonly Utf8JsonReader json, IdInterner? ids, out string sku)
    {
        sku = "";
        if (json.TokenType != JsonTokenType.String)
        {
            return EventRefusalReason.WrongType;
        }

        Span<byte> buffer = stackalloc byte[IdText.MaxLength * JsonText.BytesPerUnit];
        if (!JsonText.TryGet(in json, buffer, out var utf8) || !IdText.IsValid(utf8))
        {
            return EventRefusalReason.BadIdentifier;
        }

        sku = ids?.Intern(utf8) ?? "";
        return EventRefusalReason.None;
    }

    /// <summary>Reads a whole number and checks its range.</summary>
    public static EventRefusalReason ReadCount(ref readonly Utf8JsonReader json, int min, int max, out int count)
    {
        count = 0;
        if (json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out count))
        {
            return EventRefusalReason.WrongType;
        }

        return count < min || count > max ? EventRefusalReason.NumberOutOfRange : EventRefusalReason.None;
    }

    /// <summary>Reads a price of one piece.</summary>
    public static EventRefusalReason ReadUnitPrice(ref readonly Utf8JsonReader json, out decimal price)
    {
        price = 0;
        if (json.TokenType != JsonTokenType.Number)
        {
            return EventRefusalReason.WrongType;
        }

        var reason = FastNumber.TryParse(json.ValueSpan, out var number);
        if (reason != EventRefusalReason.None)
        {
            return reason;
        }

        reason = number.ToUnits(EventLimits.UnitPriceDecimals, EventLimits.UnitPriceMillionths, out var millionths);
        price = new decimal((int)millionths, (int)(millionths >> 32), 0, false, EventLimits.UnitPriceDecimals);
        return reason;
    }

    private static EventRefusalReason ReadMember(ref Utf8JsonReader json, EventMember member, IdInterner? ids, ref ItemFacts item)
    {
        EventRefusalReason reason;
        switch (member)
        {
            case EventMember.Sku:
                reason = ReadSku(in json, ids, out var sku);
                item = item with { Sku = sku };
                break;
            case EventMember.Quantity:
                reason = ReadCount(in json, 1, EventLimits.Quantity, out var quantity);
                item = item with { Quantity = quantity };
                break;
            default:
                reason = ReadUnitPrice(in json, out var price);
                item = item with { UnitPrice = price };
                break;
        }

        return reason;
    }

    private static EventRefusal Refuse(EventRefusalReason reason, EventMember member) => new(reason, member switch
    {
        EventMember.Sku => "items[].sku",
        EventMember.Quantity => "items[].quantity",
        _ => "items[].unitPrice",
    });
}
