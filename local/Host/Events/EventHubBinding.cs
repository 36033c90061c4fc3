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
    public async Task DispatchAsync(IReadOnlyList<StoredEvent> events, string partitionId)
    {
        var data = new EventBindingData(hub, consumerGroup, partitionId);
        if (isBatched)
        {
            await InvokeAsync(() => converter.ConvertBatch(events), () => data.ForBatch(events)).ConfigureAwait(false);
            return;
        }

        foreach (var item in events)
        {
            await InvokeAsync(() => converter.ConvertOne(item), () => data.ForOne(item)).ConfigureAwait(false);
        }
    }

    private async Task InvokeAsync(Func<object> convert, Func<IReadOnlyDictionary<string, object?>> bindingData)
    {
        object trigger;
        try
        {
            trigger = convert();
        }
        catch (System.Text.Json.JsonException exception)
        {
            logger.EventNotConverted(exception, FunctionName);
            return;
        }

        await executor.RunAsync(new InvocationRequest(trigger) { BindingData = bindingData }).ConfigureAwait(false);
    }
}
