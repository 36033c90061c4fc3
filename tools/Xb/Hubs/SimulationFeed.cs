using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Hubs;

/// <summary>Sends simulated events to their hubs over AMQP, in order, at a rate.</summary>
/// <param name="target">The endpoint.</param>
/// <param name="time">The clock.</param>
internal sealed class SimulationFeed(HubConnectionString target, TimeProvider time) : IAsyncDisposable
{
    private const int ChunkEvents = 2_000;
    private const string Source = "/xb/simulation";

    private readonly HubClient _payments = HubConnections.Open(target, HubNames.Payments, time);
    private readonly HubClient _clicks = HubConnections.Open(target, HubNames.Clickstream, time);

    /// <summary>Sends events until there are no more.</summary>
    /// <param name="events">The events, in the order of event time.</param>
    /// <param name="rate">Events a second; 0 as fast as the hub takes them.</param>
    /// <param name="sent">Told the events of each chunk that was accepted.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <exception cref="HubClientException">The hub is not reached, or refuses an event.</exception>
    public async Task RunAsync(
        IEnumerable<SimulatedEvent> events, double rate, Action<IReadOnlyList<SimulatedEvent>> sent, CancellationToken cancellationToken)
    {
        await HubConnections.RequireAsync(target, HubNames.Payments, time, cancellationToken);
        await using var payments = _payments.CreateSender();
        await using var clicks = _clicks.CreateSender();
        var pace = new EventPace(rate, time);
        using var source = events.GetEnumerator();
        var chunk = new List<SimulatedEvent>(ChunkEvents);
        do
        {
            chunk.Clear();
            var allowed = await pace.TakeAsync(ChunkEvents, cancellationToken);
            while (chunk.Count < allowed && source.MoveNext())
            {
                chunk.Add(source.Current);
            }

            await Task.WhenAll(
                SendAsync(payments, chunk, HubNames.Payments, cancellationToken),
                SendAsync(clicks, chunk, HubNames.Clickstream, cancellationToken));
            sent(chunk);
        }
        while (chunk.Count > 0);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _payments.DisposeAsync();
        await _clicks.DisposeAsync();
    }

    private static Task SendAsync(HubSender sender, List<SimulatedEvent> chunk, string hub, CancellationToken cancellationToken)
    {
        List<HubEvent> messages = [.. chunk.Where(simulated => simulated.Hub == hub).Select(static simulated => HubMessages.Make(
            EventBody.ToUtf8(simulated.Event),
            simulated.Event.EventId,
            simulated.Event.Type,
            simulated.Event.PartitionKey,
            simulated.Event.OccurredAt,
            Source))];
        return messages.Count == 0 ? Task.CompletedTask : sender.SendAsync(messages, cancellationToken: cancellationToken);
    }
}
