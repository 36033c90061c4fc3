using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Bench;

/// <summary>Payments of a simulated marketplace, each once, without labels: every event becomes a decision.</summary>
internal sealed class PipelinePayments : IDisposable
{
    private const int Chunk = 2_000;
    private const string Source = "/xb/bench";
    private readonly IEnumerator<HubEvent> _payments;

    /// <summary>Opens the marketplace.</summary>
    /// <param name="customers">Its customers; each pays once in ten days, as simulated customers do by default.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public PipelinePayments(int customers, CancellationToken cancellationToken)
    {
        var options = new SimulationOptions { Clickstream = false, Customers = customers, PaymentsPerDay = customers / 10.0 };
        _payments = new MarketplaceSimulator(MarketplaceWorld.Create(options)).Run(cancellationToken)
            .Where(static simulated => simulated.Event is PaymentAuthorised)
            .Select(static simulated => HubMessages.Make(
                EventBody.ToUtf8(simulated.Event),
                simulated.Event.EventId,
                simulated.Event.Type,
                simulated.Event.PartitionKey,
                simulated.Event.OccurredAt,
                Source))
            .GetEnumerator();
    }

    /// <summary>The next payments.</summary>
    /// <param name="count">How many.</param>
    public List<HubEvent> Take(int count)
    {
        var payments = new List<HubEvent>(count);
        while (payments.Count < count && _payments.MoveNext())
        {
            payments.Add(_payments.Current);
        }

        return payments;
    }

    /// <summary>Fills the hub of a platform that has not started.</summary>
    /// <param name="folder">The platform's data folder.</param>
    /// <param name="options">How many payments and partitions.</param>
    /// <param name="progress">Told the share written.</param>
    /// <param name="filled">Called with the hub once all are in it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FillAsync(
        string folder, PipelineBenchOptions options, Action<double> progress, Action<HubEntity> filled, CancellationToken cancellationToken)
    {
        var broker = new EventHubBrokerOptions { DataDirectory = Path.Combine(folder, "eventhub") };
        broker.Hubs.Add(new EventHubDefinition(HubNames.Payments, options.Partitions));
        await using var hubs = await EventHubBroker.OpenAsync(broker, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        var hub = hubs.GetHub(HubNames.Payments);
        for (var written = 0; written < options.Events;)
        {
            var chunk = Take(Math.Min(Chunk, options.Events - written));
            cancellationToken.ThrowIfCancellationRequested();
            await hub.AppendAsync(chunk, cancellationToken: cancellationToken);
            written += chunk.Count;
            progress(written / (double)options.Events);
        }

        filled(hub);
    }

    /// <inheritdoc/>
    public void Dispose() => _payments.Dispose();
}
