using System.Text;

namespace XbFunctions.Contracts;

/// <summary>Which members an event type has. A test holds the shapes to the records and the schemas.</summary>
internal sealed class EventShape
{
    private const string ClickRequired = "eventId occurredAt market ";
    private const string ClickOptional = "customerId anonymousId sessionId language deviceId ";

    private EventShape(string type, int kind, string required, string optional)
    {
        (Type, TypeUtf8, Kind) = (type, Encoding.UTF8.GetBytes(type), kind);
        Required = EventMembers.Parse(required);
        Known = Required | EventMembers.Parse(optional) | EventMembers.Bit(EventMember.Type);
    }

    /// <summary>Shapes of hub <c>payments</c>.</summary>
    public static IReadOnlyList<EventShape> Payments { get; } =
    [
        new(
            EventTypes.PaymentAuthorised,
            (int)PaymentKind.Authorised,
            "paymentId occurredAt customerId instrumentId method sellerId market amount currency",
            "billingCountry shippingCountry ipCountry issuerCountry deviceId language items shippingAddressId"),
        new(EventTypes.PaymentLabelled, (int)PaymentKind.Labelled, "paymentId customerId occurredAt label", "amount currency source"),
    ];

    /// <summary>Shapes of hub <c>clickstream</c>.</summary>
    public static IReadOnlyList<EventShape> Clicks { get; } =
    [
        OfClick(EventTypes.ProductViewed, ClickKind.ProductViewed, "sku", "unitPrice currency source position"),
        OfClick(EventTypes.SearchPerformed, ClickKind.SearchPerformed, "query", "resultCount"),
        OfClick(EventTypes.CartAdded, ClickKind.CartAdded, "sku quantity", "unitPrice currency source"),
        OfClick(EventTypes.CartRemoved, ClickKind.CartRemoved, "sku quantity", "unitPrice currency"),
        OfClick(EventTypes.CheckoutStarted, ClickKind.CheckoutStarted, "", "items amount currency"),
        OfClick(EventTypes.OrderCompleted, ClickKind.OrderCompleted, "orderId items amount currency", "paymentId"),
        OfClick(EventTypes.RecommendationShown, ClickKind.RecommendationShown, "skus source", "recommendationId"),
        OfClick(EventTypes.RecommendationClicked, ClickKind.RecommendationClicked, "sku position source", "recommendationId"),
        OfClick(EventTypes.CustomerIdentified, ClickKind.CustomerIdentified, "customerId anonymousId", ""),
    ];

    public string Type { get; }

    public byte[] TypeUtf8 { get; }

    /// <summary>A <see cref="PaymentKind"/> or <see cref="ClickKind"/>.</summary>
    public int Kind { get; }

    /// <summary>Members that must be there, as bits by <see cref="EventMember"/>.</summary>
    public ulong Required { get; }

    /// <summary>Members that have a meaning, as bits by <see cref="EventMember"/>.</summary>
    public ulong Known { get; }

    /// <summary>Finds a shape by type; null when there is none.</summary>
    public static EventShape? Find(IReadOnlyList<EventShape> shapes, string? type)
    {
        for (var index = 0; index < shapes.Count; index++)
        {
            if (string.Equals(shapes[index].Type, type, StringComparison.Ordinal))
            {
                return shapes[index];
            }
        }

        return null;
    }

    private static EventShape OfClick(string type, ClickKind kind, string required, string optional) =>
        new(type, (int)kind, ClickRequired + required, ClickOptional + optional);
}
