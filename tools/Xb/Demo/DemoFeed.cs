using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary>Streams simulated payments and clickstream into the hubs over AMQP at a steady rate, as a platform's services would.</summary>
/// <param name="target">Where the hubs listen.</param>
/// <param name="time">Paces the stream.</param>
internal sealed class DemoFeed(HubConnectionString target, TimeProvider time)
{
    private const string Source = "/xb/simulator";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private long _sent;

    /// <summary>Events that the hubs have taken.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Streams until cancelled.</summary>
    /// <param name="options">The marketplace.</param>
    /// <param name="eventsPerSecond">Events of all hubs in a second.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task RunAsync(SimulationOptions options, int eventsPerSecond, CancellationToken cancellationToken)
    {
        await using var payments = new HubClient(target, HubNames.Payments, null, time, NullLoggerFactory.Instance);
        await using var clicks = new HubClient(target, HubNames.Clickstream, null, time, NullLoggerFactory.Instance);
        await using var paymentSender = payments.CreateSender();
        await using var clickSender = clicks.CreateSender();
        using var events = new MarketplaceSimulator(MarketplaceWorld.Create(options)).Run(cancellationToken).GetEnumerator();
        using var timer = new PeriodicTimer(Tick, time);
        var started = time.GetTimestamp();
        for (long produced = 0; await timer.WaitForNextTickAsync(cancellationToken);)
        {
            List<HubEvent> toPayments = [], toClicks = [];
            var due = (long)(time.GetElapsedTime(started).TotalSeconds * eventsPerSecond);
            for (; produced < due && events.MoveNext(); produced++)
            {
                (events.Current.Hub == HubNames.Payments ? toPayments : toClicks).Add(Message(events.Current.Event));
            }

            await Task.WhenAll(
                SendAsync(paymentSender, toPayments, cancellationToken),
                SendAsync(clickSender, toClicks, cancellationToken));
        }
    }

    private static HubEvent Message(IXbEvent simulated) => HubMessages.Make(
        EventBody.ToUtf8(simulated), simulated.EventId, simulated.Type, simulated.PartitionKey, simulated.OccurredAt, Source);

    private async Task SendAsync(HubSender sender, List<HubEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count > 0)
        {
            await sender.SendAsync(events, cancellationToken: cancellationToken);
            Interlocked.Add(ref _sent, events.Count);
        }
    }
}
