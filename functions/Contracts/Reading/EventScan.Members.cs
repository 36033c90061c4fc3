using System.Text.Json;
using static XbFunctions.Contracts.EventRefusalReason;

namespace XbFunctions.Contracts;

internal ref partial struct EventScan
{
    public readonly bool HasAmount => Has(EventMember.Amount);

    public readonly bool HasUnitPrice => Has(EventMember.UnitPrice);

    public readonly string Text(EventMember member) => _texts[(int)member] ?? "";

    public readonly CountryCode Country(EventMember member) => _countries[member - EventMember.Market];

    private EventRefusal ReadMember(ReadOnlySpan<byte> body, EventMember member)
    {
        if (member is EventMember.Items or EventMember.Skus)
        {
            return ReadList(member);
        }

        var wanted = member is EventMember.Amount or EventMember.UnitPrice or EventMember.Quantity or EventMember.ResultCount
            or EventMember.Position ? JsonTokenType.Number : JsonTokenType.String;
        var reason = _json.TokenType != wanted ? WrongType
            : wanted == JsonTokenType.Number ? ReadNumber(body, member)
            : member == EventMember.Type ? ReadType()
            : member == EventMember.Query ? ReadQuery()
            : ReadText(member);
        return reason == None ? default : Refuse(reason, member);
    }

    private readonly EventRefusalReason ReadType() => _json.ValueTextEquals(Shape!.TypeUtf8) ? None : TypeMismatch;

    private EventRefusalReason ReadNumber(ReadOnlySpan<byte> body, EventMember member)
    {
        switch (member)
        {
            case EventMember.Amount:
                // The currency may come later: kept as text until both are there.
                _amountText = body.Slice((int)_json.TokenStartIndex, _json.ValueSpan.Length);
                return None;
            case EventMember.UnitPrice:
                var reason = ItemReader.ReadUnitPrice(in _json, out var price);
                UnitPrice = price;
                return reason;
            case EventMember.Quantity:
                reason = ItemReader.ReadCount(in _json, 1, EventLimits.Quantity, out var quantity);
                Quantity = quantity;
                return reason;
            default:
                reason = ItemReader.ReadCount(in _json, 0, EventLimits.Count, out var count);
                Position = member == EventMember.Position ? count : Position;
                ResultCount = member == EventMember.ResultCount ? count : ResultCount;
                return reason;
        }
    }

    private EventRefusalReason ReadText(EventMember member)
    {
        Span<byte> buffer = stackalloc byte[IdText.MaxLength * JsonText.BytesPerUnit];
        var fits = JsonText.TryGet(in _json, buffer, out var utf8);
        switch (member)
        {
            case <= EventMember.Source:
                if (!fits || !IdText.IsValid(utf8))
                {
                    return BadIdentifier;
                }

                _texts[(int)member] = member is EventMember.PaymentId or EventMember.EventId or EventMember.OrderId
                    ? _ids.InternOnce(utf8)
                    : _ids.Intern(utf8);
                return None;
            case <= EventMember.IssuerCountry:
                return fits && CountryCode.TryParse(utf8, out _countries[member - EventMember.Market]) ? None : UnknownCountry;
            case EventMember.OccurredAt:
                var good = Rfc3339.TryParse(fits ? utf8 : default, out var time);
                OccurredAt = time;
                return good ? None : BadTime;
            case EventMember.Currency:
                good = CurrencyCode.TryParse(fits ? utf8 : default, out var currency);
                Currency = currency;
                return good ? None : UnknownCurrency;
            case EventMember.Language:
                good = LanguageTag.TryParse(fits ? utf8 : default, _ids, out var language);
                Language = language;
                return good ? None : BadLanguage;
            default:
                good = EventNames.TryParse(fits ? utf8 : default, out var label);
                Label = label;
                return good ? None : UnsupportedLabel;
        }
    }

    private EventRefusalReason ReadQuery()
    {
        Span<byte> buffer = stackalloc byte[EventLimits.QueryLength * JsonText.BytesPerUnit];
        if (!JsonText.TryGet(in _json, buffer, out var utf8) || !IdText.IsValid(utf8, EventLimits.QueryLength))
        {
            return BadText;
        }

        Query = _ids.Intern(utf8);
        return None;
    }

    private EventRefusal ReadList(EventMember member)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse(WrongType, member);
        }

        var offset = (int)_json.TokenStartIndex;
        var (lines, units) = (0, 0);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (++lines > EventLimits.Items)
            {
                return Refuse(TooManyItems, member);
            }

            var refusal = default(EventRefusal);
            if (member == EventMember.Items)
            {
                refusal = ItemReader.Read(ref _json, null, out var item);
                units += item.Quantity;
            }
            else if (ItemReader.ReadSku(in _json, null, out _) is var reason and not None)
            {
                refusal = new EventRefusal(reason, "skus[]");
            }

            if (refusal.IsRefused)
            {
                return refusal;
            }
        }

        (Items, List) = ((lines, units), (offset, (int)_json.BytesConsumed - offset));
        return default;
    }

    /// <summary>Checks what needs more than one member.</summary>
    private EventRefusal CheckWhole()
    {
        if ((Shape!.Required & ~_present) is var missing and not 0)
        {
            return Refuse(MissingMember, EventMembers.First(missing));
        }

        if (Has(EventMember.Market) && Country(EventMember.Market).IsUnknown)
        {
            return Refuse(UnknownCountry, EventMember.Market);
        }

        if (!Has(EventMember.CustomerId) && !Has(EventMember.AnonymousId))
        {
            return Refuse(MissingMember, EventMember.CustomerId);
        }

        var priced = HasAmount || HasUnitPrice || Has(EventMember.Items);
        if (!Has(EventMember.Currency))
        {
            return priced ? Refuse(MissingMember, EventMember.Currency) : default;
        }

        return Currency.IsNone ? Refuse(UnknownCurrency, EventMember.Currency) : CheckAmount();
    }

    private EventRefusal CheckAmount()
    {
        if (!HasAmount)
        {
            return default;
        }

        var reason = FastNumber.TryParse(_amountText, out var number);
        if (reason == None)
        {
            reason = number.ToUnits(Currency.MinorDigits, Money.MaxMinor, out var minor);
            AmountMinor = minor;
        }

        return reason == None ? default : Refuse(reason, EventMember.Amount);
    }
}
