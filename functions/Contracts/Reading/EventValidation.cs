using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace XbFunctions.Contracts;

/// <summary>
/// The slow, obvious reading of inbound events, into records. It takes and refuses what <see cref="PaymentReader"/> and
/// <see cref="ClickReader"/> do;
/// where a body has several faults, the two may name different ones. Use it off the hot path, and to check a record before sending it.
/// </summary>
public static class EventValidation
{
    private static readonly Dictionary<string, Type> Records = new(StringComparer.Ordinal)
    {
        [EventTypes.PaymentAuthorised] = typeof(PaymentAuthorised),
        [EventTypes.PaymentLabelled] = typeof(PaymentLabelled),
        [EventTypes.ProductViewed] = typeof(ProductViewed),
        [EventTypes.SearchPerformed] = typeof(SearchPerformed),
        [EventTypes.CartAdded] = typeof(CartAdded),
        [EventTypes.CartRemoved] = typeof(CartRemoved),
        [EventTypes.CheckoutStarted] = typeof(CheckoutStarted),
        [EventTypes.OrderCompleted] = typeof(OrderCompleted),
        [EventTypes.RecommendationShown] = typeof(RecommendationShown),
        [EventTypes.RecommendationClicked] = typeof(RecommendationClicked),
        [EventTypes.CustomerIdentified] = typeof(CustomerIdentified),
    };

    /// <summary>Reads an event of hub <c>payments</c> or <c>clickstream</c>. Never throws, whatever the bytes are.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="declaredType">The property <see cref="EventProperties.Type"/>; null or empty when the message has none.</param>
    /// <param name="xbEvent">The event, or null when refused.</param>
    /// <param name="refusal">Why it is refused, or the default.</param>
    /// <returns>True when the event is taken.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> body, string? declaredType, [NotNullWhen(true)] out IXbEvent? xbEvent, out EventRefusal refusal)
    {
        xbEvent = null;
        try
        {
            refusal = Read(body, declaredType, ref xbEvent);
        }
        catch (RefusedJsonException refused)
        {
            refusal = new EventRefusal(refused.Reason, EventMemberCheck.MemberOf(refused.Path));
        }
        catch (JsonException wrong)
        {
            refusal = new EventRefusal(EventRefusalReason.WrongType, EventMemberCheck.MemberOf(wrong.Path));
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to an escaped half of a surrogate pair: the text has no UTF-8 form.
            refusal = new EventRefusal(EventRefusalReason.NotJson);
        }

        xbEvent = refusal.IsRefused ? null : xbEvent;
        return xbEvent is not null;
    }

    private static EventRefusal Read(ReadOnlySpan<byte> body, string? declaredType, ref IXbEvent? xbEvent)
    {
        if (body.Length > EventLimits.BodyBytes)
        {
            return new EventRefusal(EventRefusalReason.BodyTooLarge);
        }

        using var document = Parse(body);
        if (document is null)
        {
            return new EventRefusal(EventRefusalReason.NotJson);
        }

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new EventRefusal(EventRefusalReason.NotAnObject);
        }

        var refusal = FindType(root, declaredType, out var record);
        if (refusal.IsRefused)
        {
            return refusal;
        }

        var typeInfo = EventJson.Default.GetTypeInfo(record)!;
        refusal = EventMemberCheck.Check(root, typeInfo, "");
        if (refusal.IsRefused)
        {
            return refusal;
        }

        xbEvent = (IXbEvent)JsonSerializer.Deserialize(body, typeInfo)!;
        return EventCheck.Check(xbEvent);
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Utf8.IsValid(body) ? JsonDocument.Parse(body.ToArray()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EventRefusal FindType(JsonElement root, string? declaredType, out Type record)
    {
        record = typeof(object);
        var type = string.IsNullOrEmpty(declaredType) ? null : declaredType;
        if (root.TryGetProperty("type", out var member))
        {
            if (member.ValueKind != JsonValueKind.String)
            {
                return new EventRefusal(EventRefusalReason.WrongType, "type");
            }

            var stated = member.GetString();
            if (type is not null && type != stated)
            {
                return new EventRefusal(EventRefusalReason.TypeMismatch, "type");
            }

            type = stated;
        }

        if (type is null || !Records.TryGetValue(type, out var found))
        {
            return new EventRefusal(EventRefusalReason.UnknownType);
        }

        record = found;
        return default;
    }
}
