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
    /// <param name="views">The objects in which a batch's are shown; the caller's, who knows when they are used no more.</param>
    /// <param name="partitionId">Their partition.</param>
    /// <param name="isEnded">Whether nothing new may begin.</param>
    /// <param name="lost">Cancels what runs: the partition has another owner.</param>
    /// <returns>Whether the events are done with, and whether their memory is.</returns>
    public async Task<DispatchEnd> DispatchAsync(
        IReadOnlyList<StoredEvent> events, EventViews views, string partitionId, Func<bool> isEnded, CancellationToken lost)
    {
        var data = new EventBindingData(hub, consumerGroup, partitionId);
        if (isBatched)
        {
            return await InvokeAsync(events, () => converter.ConvertBatch(events, views), () => data.ForBatch(events), lost).ConfigureAwait(false);
        }

        foreach (var item in events)
        {
            if (isEnded()
                || await InvokeAsync(item, () => converter.ConvertOne(item), () => data.ForOne(item), lost).ConfigureAwait(false) == DispatchEnd.Cut)
            {
                return DispatchEnd.Cut;
            }
        }

        return DispatchEnd.Done;
    }

    private async Task<DispatchEnd> InvokeAsync(
        object trigger, Func<object> convert, Func<IReadOnlyDictionary<string, object?>> bindingData, CancellationToken lost)
    {
        var request = new InvocationRequest(trigger) { Convert = convert, BindingData = bindingData };
        var outcome = await executor.RunAsync(request, lost).ConfigureAwait(false);
        return outcome.End switch
        {
            InvocationEnd.Cancelled => DispatchEnd.Cut,
            InvocationEnd.Succeeded when request.IsReleased => DispatchEnd.Released,
            _ => DispatchEnd.Done,
        };
    }
}
