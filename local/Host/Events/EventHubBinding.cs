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
    /// <returns>Whether the events are done with, well or badly; <see langword="false"/> when an invocation was cut short.</returns>
    public async Task<bool> DispatchAsync(IReadOnlyList<StoredEvent> events, string partitionId)
    {
        var data = new EventBindingData(hub, consumerGroup, partitionId);
        if (isBatched)
        {
            return await InvokeAsync(() => converter.ConvertBatch(events), () => data.ForBatch(events)).ConfigureAwait(false);
        }

        foreach (var item in events)
        {
            if (!await InvokeAsync(() => converter.ConvertOne(item), () => data.ForOne(item)).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> InvokeAsync(Func<object> convert, Func<IReadOnlyDictionary<string, object?>> bindingData)
    {
        object trigger;
        try
        {
            trigger = convert();
        }
        catch (System.Text.Json.JsonException exception)
        {
            logger.EventNotConverted(exception, FunctionName);
            return true;
        }

        var outcome = await executor.RunAsync(new InvocationRequest(trigger) { BindingData = bindingData }).ConfigureAwait(false);
        return !outcome.IsCancelled;
    }
}
