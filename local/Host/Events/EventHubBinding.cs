using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Host;

/// <summary>Turns events into the trigger value of a function and invokes it.</summary>
internal sealed class EventHubBinding(
    FunctionExecutor executor, EventConverter converter, IHubClient hub, string consumerGroup, bool isBatched, TimeProvider time, ILogger logger)
{
    public string FunctionName => executor.Function.Name;

    public bool IsBatched => isBatched;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Invokes the function with the batch, or with each event in turn, to the end of its retries.</summary>
    /// <param name="events">One event or more.</param>
    /// <param name="partitionId">Their partition.</param>
    /// <param name="isEnded">Whether nothing new may begin.</param>
    /// <param name="lost">Cancels what runs: the partition has another owner.</param>
    public async Task DispatchAsync(IReadOnlyList<StoredEvent> events, string partitionId, Func<bool> isEnded, CancellationToken lost)
    {
        var data = new EventBindingData(hub, consumerGroup, partitionId);
        if (isBatched)
        {
            await executor.RunAsync(
                new InvocationRequest(events) { Convert = () => converter.ConvertBatch(events), BindingData = () => data.ForBatch(events) }, lost).ConfigureAwait(false);
            return;
        }

        foreach (var item in events)
        {
            if (isEnded())
            {
                return;
            }

            await executor.RunAsync(
                new InvocationRequest(item) { Convert = () => converter.ConvertOne(item), BindingData = () => data.ForOne(item) }, lost).ConfigureAwait(false);
        }
    }
}
