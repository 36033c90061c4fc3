using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Events;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Sales;

/// <summary>Payments in, daily sales out.</summary>
/// <param name="runner">Commits each batch once.</param>
public sealed class AggregateSalesTrigger(StreamRunner<SalesState> runner)
{
    /// <summary>
    /// Counts one batch of one partition. A fault is retried for ever: the host would otherwise move on and lose the batch.
    /// </summary>
    /// <param name="events">Payments and labels.</param>
    /// <param name="context">Tells the partition.</param>
    /// <param name="cancellationToken">Fires when the host stops; the batch comes again.</param>
    [Function("AggregateSales")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [EventHubTrigger(HubNames.Payments, ConsumerGroup = "sales", Connection = "EventHubs")] EventData[] events,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        runner.RunAsync(events, context, cancellationToken);
}
