using System.Text.Json.Serialization;

namespace XbFunctions.Contracts;

/// <summary>JSON of every event: camelCase, nulls left out when writing, unknown members passed over when reading, exact case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ExactDecimalConverter), typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(PaymentAuthorised))]
[JsonSerializable(typeof(PaymentLabelled))]
[JsonSerializable(typeof(ProductViewed))]
[JsonSerializable(typeof(SearchPerformed))]
[JsonSerializable(typeof(CartAdded))]
[JsonSerializable(typeof(CartRemoved))]
[JsonSerializable(typeof(CheckoutStarted))]
[JsonSerializable(typeof(OrderCompleted))]
[JsonSerializable(typeof(RecommendationShown))]
[JsonSerializable(typeof(RecommendationClicked))]
[JsonSerializable(typeof(CustomerIdentified))]
[JsonSerializable(typeof(FraudDecided))]
[JsonSerializable(typeof(FraudLabelled))]
[JsonSerializable(typeof(FraudWarning))]
[JsonSerializable(typeof(CustomerErased))]
[JsonSerializable(typeof(VisitorLinked))]
[JsonSerializable(typeof(VisitorHandedOver))]
[JsonSerializable(typeof(SessionClosed))]
[JsonSerializable(typeof(ProfileChanged))]
[JsonSerializable(typeof(ForecastPublished))]
[JsonSerializable(typeof(ReorderAdvised))]
public sealed partial class EventJson : JsonSerializerContext;
