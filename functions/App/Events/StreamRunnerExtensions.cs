using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Telemetry;
using XbFunctions.State;

namespace XbFunctions.App.Events;

/// <summary>What every Event Hubs trigger does.</summary>
internal static class StreamRunnerExtensions
{
    /// <summary>Runs a batch as the trigger got it, traced. The events must not be used afterwards: once a batch is committed, the host may use their memory again.</summary>
    /// <typeparam name="TState">The function's state of one partition.</typeparam>
    /// <param name="runner">Commits the batch once.</param>
    /// <param name="events">The batch.</param>
    /// <param name="context">Tells the partition.</param>
    /// <param name="cancellationToken">Fires when the host stops; the batch comes again.</param>
    public static async Task RunAsync<TState>(
        this StreamRunner<TState> runner, EventData[] events, FunctionContext context, CancellationToken cancellationToken)
        where TState : class, IStreamState
    {
        var partition = EventBatch.PartitionOf(context);
        using var activity = BatchActivity.Start(partition, events);
        var batch = EventBatch.Rent(events);
        try
        {
            await runner.RunAsync(partition, batch, cancellationToken);
            BatchMemory.Release(context);
        }
        catch (Exception exception)
        {
            activity.Failed(exception);
            throw;
        }
        finally
        {
            EventBatch.Return(batch);
        }
    }
}
