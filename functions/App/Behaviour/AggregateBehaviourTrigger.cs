using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Events;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Behaviour;

/// <summary>Clicks in, sessions and profiles out.</summary>
/// <param name="runner">Commits each batch once.</param>
public sealed class AggregateBehaviourTrigger(StreamRunner<BehaviourState> runner)
{
    /// <summary>
    /// Aggregates one batch of one partition. A fault is retried for ever: the host would otherwise move on and lose the batch.
    /// </summary>
    /// <param name="events">Clickstream events.</param>
    /// <param name="context">Tells the partition.</param>
    /// <param name="cancellationToken">Fires when the host stops; the batch comes again.</param>
    [Function("AggregateBehaviour")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [EventHubTrigger(HubNames.Clickstream, ConsumerGroup = "behaviour", Connection = "EventHubs")] EventData[] events,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        runner.RunAsync(events, context, cancellationToken);
}
