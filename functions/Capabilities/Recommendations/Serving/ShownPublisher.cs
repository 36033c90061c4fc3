using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Publishes that a list was shown, for callers that do not do so themselves.</summary>
/// <param name="publisher">Sends events.</param>
/// <param name="time">Stamps them.</param>
public sealed class ShownPublisher(IEventPublisher publisher, TimeProvider time)
{
    /// <summary>Source of events that the call itself publishes.</summary>
    public const string Source = "api";

    /// <summary>Publishes <c>recommendation.shown</c>.</summary>
    /// <param name="recommendationId">Names the answer; the event's id derives from it.</param>
    /// <param name="customer">To whom.</param>
    /// <param name="market">Where.</param>
    /// <param name="skus">What, in order.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public Task PublishAsync(
        string recommendationId, CustomerId customer, CountryCode market, IReadOnlyList<Sku> skus, CancellationToken cancellationToken)
    {
        var shown = new RecommendationShown(
            $"shown-{recommendationId}", time.GetUtcNow(), market, skus, Source, customer, RecommendationId: recommendationId);
        return publisher.PublishAsync(
            [new OutgoingEvent(HubNames.Clickstream, shown.PartitionKey, shown.EventId, shown.Type, EventBody.ToUtf8(shown), null)], cancellationToken);
    }
}
