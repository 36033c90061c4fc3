using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Bench.Behaviour;

/// <summary>Simulated clicks through AggregateBehaviour's processor: parse, state, intent, outputs and rows of a batch, without its commit.</summary>
/// <param name="clicks">Clicks to measure.</param>
/// <param name="partitions">Partitions, a thread each.</param>
/// <param name="batch">Clicks of a batch.</param>
/// <param name="hasModel">Whether open sessions are scored.</param>
internal sealed class BehaviourBench(int clicks, int partitions, int batch, bool hasModel)
{
    private static readonly BehaviourOptions Options = new() { TrustProducerClock = true };

    /// <summary>Makes the clicks, warms up on a part of them and measures all.</summary>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BehaviourBenchReport> RunAsync(IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var streams = Make(progress, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("xb-bench-");
        try
        {
            await using var azurite = hasModel
                ? await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.FullName }, cancellationToken)
                : null;
            using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
            var instruments = new BehaviourInstruments(meters.GetRequiredService<IMeterFactory>());
            await using var scorer = azurite is null ? null : await OpenAsync(azurite.ConnectionString, instruments, cancellationToken);
            var aggregator = new ClickAggregator(
                new ClickSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates(), new NoItemAttributes()),
                Options,
                instruments,
                TimeProvider.System,
                NullLogger<ClickAggregator>.Instance,
                intent: scorer);
            await PassAsync(aggregator, streams, clicks / 5, cancellationToken);
            progress.Report(new WorkDone(0.7));
            return await MeasureAsync(aggregator, streams, scorer?.Version, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<BehaviourBenchReport> MeasureAsync(
        ClickAggregator aggregator, List<StreamEvent>[] streams, string? model, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (allocated, processor, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var (times, changeBytes, states) = await PassAsync(aggregator, streams, clicks, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        times.Sort();
        var (held, visitors) = (GC.GetTotalMemory(forceFullCollection: true) - before, states.Sum(static state => state.Visitors.Count()));
        return new BehaviourBenchReport(
            clicks,
            partitions,
            batch,
            model,
            clicks / elapsed.TotalSeconds,
            processor.TotalMicroseconds / clicks,
            (double)allocated / clicks,
            (double)changeBytes / clicks,
            times[times.Count / 2],
            times[(int)(times.Count * 0.99)],
            held,
            visitors,
            states.Sum(static state => (long)state.OpenSessions));
    }

    private List<StreamEvent>[] Make(IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var streams = Enumerable.Range(0, partitions).Select(static _ => new List<StreamEvent>()).ToArray();
        var made = 0;
        foreach (var simulated in new MarketplaceSimulator(MarketplaceWorld.Create(new SimulationOptions { PaymentsPerDay = 50_000 })).Run(cancellationToken))
        {
            if (simulated.Hub != HubNames.Clickstream)
            {
                continue;
            }

            var stream = streams[PartitionPlacement.Of(simulated.Event.PartitionKey, partitions)];
            stream.Add(new StreamEvent(
                stream.Count, simulated.Event.OccurredAt, EventBody.ToUtf8(simulated.Event), simulated.Event.EventId, simulated.Event.Type, simulated.Event.OccurredAt));
            if (++made == clicks)
            {
                break;
            }

            if (made % 5_000 == 0)
            {
                progress.Report(new WorkDone(0.5 * made / clicks));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return streams;
    }

    private static async Task<IntentScorer> OpenAsync(string storage, BehaviourInstruments instruments, CancellationToken cancellationToken)
    {
        var registry = new ModelRegistry(new BlobServiceClient(storage).GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);
        await registry.SeedAsync(Path.Combine(AppContext.BaseDirectory, "models", IntentScorer.ModelName), cancellationToken);
        var slot = new ModelSlot(
            registry, new ModelSlotOptions { Model = IntentScorer.ModelName, Columns = IntentColumns.Names }, TimeProvider.System, NullLogger<ModelSlot>.Instance);
        var scorer = new IntentScorer(slot, instruments, NullLogger<IntentScorer>.Instance);
        await scorer.StartAsync(cancellationToken);
        return scorer;
    }

    private async Task<(List<TimeSpan> Batches, long ChangeBytes, BehaviourState[] States)> PassAsync(
        ClickAggregator aggregator, List<StreamEvent>[] streams, int most, CancellationToken cancellationToken)
    {
        var passes = await Task.WhenAll(streams.Select((stream, partition) => Task.Run(
            () => PassAsync(aggregator, $"{partition}", stream.Take(most / partitions).ToArray(), cancellationToken), cancellationToken)));
        return ([.. passes.SelectMany(static pass => pass.Batches)], passes.Sum(static pass => pass.ChangeBytes), [.. passes.Select(static pass => pass.State)]);
    }

    private async Task<(List<TimeSpan> Batches, long ChangeBytes, BehaviourState State)> PassAsync(
        ClickAggregator aggregator, string partition, StreamEvent[] events, CancellationToken cancellationToken)
    {
        var state = aggregator.CreateState(new StreamPartition(HubNames.Clickstream, BehaviourServiceCollectionExtensions.ConsumerGroup, partition));
        var (result, times, changeBytes) = (new BatchResult(), new List<TimeSpan>(), 0L);
        for (var from = 0; from < events.Length; from += batch)
        {
            var started = Stopwatch.GetTimestamp();
            result.Reset();
            await aggregator.ProcessAsync(state, events.AsMemory(from, Math.Min(batch, events.Length - from)), result, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started));
            for (var change = 0; change < result.ChangeCount; change++)
            {
                changeBytes += result.ChangeAt(change).Length;
            }
        }

        return (times, changeBytes, state);
    }
}
