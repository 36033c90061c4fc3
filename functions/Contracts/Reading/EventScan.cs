using System.Text.Json;
using System.Text.Unicode;

namespace XbFunctions.Contracts;

/// <summary>
/// One pass over an event's body that finds, checks and keeps its members without allocating, apart from ids the interner has not seen
/// lately.
/// The readers turn it into facts. What each member must look like is in <c>EventScan.Members.cs</c>.
/// </summary>
internal ref partial struct EventScan
{
    private readonly IdInterner _ids;
    private readonly IReadOnlyList<EventShape> _shapes;
    private Utf8JsonReader _json;
    private ulong _seen;
    private ulong _present;
    private ReadOnlySpan<byte> _amountText;
    private TextSlots _texts;
    private CountrySlots _countries;

    private EventScan(IdInterner ids, IReadOnlyList<EventShape> shapes) => (_ids, _shapes) = (ids, shapes);

    /// <summary>Shape of the event that was read.</summary>
    public EventShape? Shape { get; private set; }

    public DateTimeOffset OccurredAt { get; private set; }

    public long AmountMinor { get; private set; }

    public CurrencyCode Currency { get; private set; }

    public LanguageTag Language { get; private set; }

    public PaymentLabel Label { get; private set; }

    public decimal UnitPrice { get; private set; }

    public int Quantity { get; private set; }

    public string? Query { get; private set; }

    public int? ResultCount { get; private set; }

    public int? Position { get; private set; }

    /// <summary>Entries of the list, and the sum of their quantities.</summary>
    public (int Lines, int Units) Items { get; private set; }

    /// <summary>Where the list of items or skus stands in the body, with its brackets.</summary>
    public (int Offset, int Length) List { get; private set; }

    /// <summary>Reads a body whole.</summary>
    /// <param name="body">The body; the scan keeps no reference beyond its own life.</param>
    /// <param name="ids">Makes the strings.</param>
    /// <param name="shapes">The types that are taken.</param>
    /// <param name="declaredType">Type from the message's properties; null or empty when there is none.</param>
    /// <param name="scan">What was read.</param>
    public static EventRefusal Read(
        ReadOnlySpan<byte> body, IdInterner ids, IReadOnlyList<EventShape> shapes, string? declaredType, out EventScan scan)
    {
        scan = new EventScan(ids, shapes);
        if (body.Length > EventLimits.BodyBytes)
        {
            return new EventRefusal(EventRefusalReason.BodyTooLarge);
        }

        if (!Utf8.IsValid(body))
        {
            return new EventRefusal(EventRefusalReason.NotJson);
        }

        try
        {
            scan._json = new Utf8JsonReader(body);
            return scan.ReadRoot(body, declaredType);
        }
        catch (JsonException)
        {
            return new EventRefusal(EventRefusalReason.NotJson);
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to an escaped half of a surrogate pair: the text has no UTF-8 form.
            return new EventRefusal(EventRefusalReason.NotJson);
        }
    }

    private static EventRefusal Refuse(EventRefusalReason reason, EventMember member) => new(reason, EventMembers.NameOf(member));

    private EventRefusal ReadRoot(ReadOnlySpan<byte> body, string? declaredType)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            _json.Read();
            return new EventRefusal(EventRefusalReason.NotAnObject);
        }

        var refusal = string.IsNullOrEmpty(declaredType) ? FindShape() : default;
        Shape ??= EventShape.Find(_shapes, declaredType);
        if (refusal.IsRefused || Shape is null)
        {
            return refusal.IsRefused ? refusal : new EventRefusal(EventRefusalReason.UnknownType);
        }

        refusal = ReadMembers(body);
        return refusal.IsRefused ? refusal : CheckWhole();
    }

    /// <summary>Looks ahead for the type, which our writers put first.</summary>
    private EventRefusal FindShape()
    {
        var ahead = _json;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isType = EventMembers.Find(in ahead) == EventMember.Type;
            ahead.Read();
            if (!isType)
            {
                ahead.Skip();
                continue;
            }

            if (ahead.TokenType != JsonTokenType.String)
            {
                return Refuse(EventRefusalReason.WrongType, EventMember.Type);
            }

            // By index: an interface's enumerator is an object.
            for (var index = 0; index < _shapes.Count; index++)
            {
                if (ahead.ValueTextEquals(_shapes[index].TypeUtf8))
                {
                    Shape = _shapes[index];
                    return default;
                }
            }

            break;
        }

        return new EventRefusal(EventRefusalReason.UnknownType);
    }

    private EventRefusal ReadMembers(ReadOnlySpan<byte> body)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var member = EventMembers.Find(in _json);
            var bit = EventMembers.Bit(member) & Shape!.Known;
            _json.Read();
            if (bit == 0)
            {
                _json.Skip();
                continue;
            }

            if ((_seen & bit) != 0)
            {
                return Refuse(EventRefusalReason.DuplicateMember, member);
            }

            _seen |= bit;
            if (_json.TokenType == JsonTokenType.Null && (bit & Shape.Required) == 0 && member != EventMember.Type)
            {
                continue;
            }

            _present |= bit;
            var refusal = ReadMember(body, member);
            if (refusal.IsRefused)
            {
                return refusal;
            }
        }

        // Anything but white space after the root makes this throw.
        _json.Read();
        return default;
    }

    private readonly bool Has(EventMember member) => (_present & EventMembers.Bit(member)) != 0;
}
