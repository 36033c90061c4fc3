using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Bench;

/// <summary>The whole platform in this process, on payments that were in its hub before, then at fixed rates, then its stages apart.</summary>
/// <param name="options">What to measure with.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class PipelineBench(PipelineBenchOptions options, IProgress<WorkDone> progress)
{
    private const int PathStageEvents = 200_000;
    private const int StageEvents = 40_000;

    // What is written behind the commit, each by the setting that an operator has for it.
    private static readonly string[] PathAlone = ["Fraud:ArchiveDecisions", "Fraud:StoreCustomers", "Fraud:StoreDecisions"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures.</summary>
    /// <param name="folder">Empty folder for the platform's data; left as it is.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<PipelineBenchReport> RunAsync(string folder, CancellationToken cancellationToken)
    {
        PipelineCeilingParts? parts = null;
        var report = await RunAsync(
            Path.Combine(folder, "path"),
            PathAlone,
            0,
            hub => parts = PipelineCeilingParts.Of(
                hub,
                PipelineCeilingBlocks.Of(options),
                share => progress.Report(new WorkDone(0.05 + (0.05 * share), "features for the ceiling")),
                cancellationToken),
            (platform, payments, meter) => MeasurePathAsync(platform, payments, meter, parts!, cancellationToken),
            cancellationToken);
        return options.PathOnly
            ? report
            : await RunAsync(
                Path.Combine(folder, "all"),
                [],
                0.4,
                static _ => { },
                (platform, payments, meter) => MeasureFullAsync(platform, payments, meter, report, cancellationToken),
                cancellationToken);
    }

    private async Task<T> RunAsync<T>(
        string folder,
        IReadOnlyList<string> switchedOff,
        double done,
        Action<HubEntity> filled,
        Func<StartedPlatform, PipelinePayments, PipelineMeter, Task<T>> measure,
        CancellationToken cancellationToken)
    {
        using var payments = new PipelinePayments(options.Customers, cancellationToken);
        await payments.FillAsync(folder, options, share => progress.Report(new WorkDone(done + (0.05 * share), "filling the hub")), filled, cancellationToken);
        using var meter = new PipelineMeter(options.Events);
        var platform = await StartedPlatform.StartAsync(Platform(folder, switchedOff), cancellationToken);
        try
        {
            using var storage = new StorageCost(platform.Local.StorageProcessId);
            meter.Storage = storage;
            return await measure(platform, payments, meter);
        }
        finally
        {
            await StopAsync(platform);
        }
    }

    private static EventHubBroker BrokerOf(StartedPlatform platform) =>
        platform.Local.Broker ?? throw new InvalidOperationException("The platform opened no hub.");

    private static async Task StopAsync(StartedPlatform platform)
    {
        try
        {
            await platform.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // Rows of read models were still waiting when the host's patience ended; they are in the journal, and nobody reads them here.
        }
    }

    private async Task<PipelineBenchReport> MeasurePathAsync(
        StartedPlatform platform, PipelinePayments payments, PipelineMeter meter, PipelineCeilingParts parts, CancellationToken cancellationToken)
    {
        var broker = BrokerOf(platform);
        var rate = new PipelineRate(broker);
        using var lease = platform.Services.GetRequiredService<ModelSlot>().Lease()
            ?? throw new CommandException($"No model was loaded, so there is no ceiling to compare with: {platform.Model}.");
        var ceiling = new PipelineCeiling(parts, lease.Model);
        var measuring = new PipelineSlices(meter, options, ceiling).RunAsync(cancellationToken);
        try
        {
            await DrainAsync(meter, rate, 0.1, cancellationToken);
        }
        finally
        {
            // The model is not given back while a ceiling still runs it.
            await Task.WhenAny(measuring);
        }

        var slices = await measuring;
        meter.Dispose();
        var path = meter.Figures(rate.DecisionCount);
        await PipelineQuiet.WaitAsync(meter.Storage, cancellationToken);

        progress.Report(new WorkDone(0.25, "parsing and inference alone"));
        await ceiling.RestAsync((int)path.LargestBatch, cancellationToken);

        var rates = await RatesAsync(rate, payments, meter.Storage, 0.3, 0.05, cancellationToken);
        progress.Report(new WorkDone(0.35, "stages"));
        await PipelineQuiet.WaitAsync(meter.Storage, cancellationToken);
        var stages = await new PipelineStages(platform.Services, FirstBatches(broker, PathStageEvents, (int)path.LargestBatch))
            .RunAsync(path, lease.Model, cancellationToken);
        return new PipelineBenchReport(
            Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, DeployedCollector.InUse, options.Partitions, options.Customers, platform.Model, path, null, ceiling.Figures, slices, rates, [], stages);
    }

    private async Task<PipelineBenchReport> MeasureFullAsync(
        StartedPlatform platform, PipelinePayments payments, PipelineMeter meter, PipelineBenchReport report, CancellationToken cancellationToken)
    {
        var broker = BrokerOf(platform);
        var rate = new PipelineRate(broker);
        await DrainAsync(meter, rate, 0.5, cancellationToken);
        meter.Dispose();
        var full = meter.Figures(rate.DecisionCount);

        var rates = await RatesAsync(rate, payments, meter.Storage, 0.7, 0.2, cancellationToken);
        progress.Report(new WorkDone(0.9, "stages"));
        await PipelineQuiet.WaitAsync(meter.Storage, cancellationToken);
        var batches = FirstBatches(broker, StageEvents * options.Partitions, (int)full.LargestBatch);
        var behind = await new PipelineStages(platform.Services, batches).BehindAsync(cancellationToken);
        return report with { Full = full, Rates = rates, Stages = [.. report.Stages, behind] };
    }

    private async Task<List<PipelineRateFigures>> RatesAsync(
        PipelineRate rate, PipelinePayments payments, StorageCost storage, double from, double share, CancellationToken cancellationToken)
    {
        var rates = new List<PipelineRateFigures>();
        foreach (var eventsPerSecond in options.Rates)
        {
            var done = from + (share * rates.Count / options.Rates.Count);
            progress.Report(new WorkDone(done, "writing what is behind the commit"));
            await PipelineQuiet.WaitAsync(storage, cancellationToken);
            progress.Report(new WorkDone(done, $"{eventsPerSecond} events/s"));
            rates.Add(await rate.RunAsync(eventsPerSecond, payments.Take(options.EventsAt(eventsPerSecond)), cancellationToken));
        }

        return rates;
    }

    private PlatformOptions Platform(string folder, IReadOnlyList<string> switchedOff)
    {
        // What else reads the decisions runs on instances of its own in production, and would be measured too here.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["XbHost:Functions:0"] = "ScorePayments" };
        foreach (var setting in switchedOff)
        {
            settings[setting] = "false";
        }

        if (options.Batch is { } batch)
        {
            settings["AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize"] = $"{batch}";
        }

        return new PlatformOptions(folder, "bench", HttpPort: 0, AmqpPort: 0) { Partitions = options.Partitions, MoreSettings = settings };
    }

    private async Task DrainAsync(PipelineMeter meter, PipelineRate rate, double done, CancellationToken cancellationToken)
    {
        while (!meter.Done.IsCompleted)
        {
            progress.Report(new WorkDone(done + (0.2 * meter.CommittedEvents / options.Events), "running"));
            await Task.WhenAny(meter.Done, Task.Delay(Look, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await rate.WaitAsync(options.Events, cancellationToken);
    }

    private List<StreamEvent[]> FirstBatches(EventHubBroker broker, int events, int batch) =>
        [.. PipelineBatches.Read(broker.GetHub(HubNames.Payments).Partitions[0], 0, Math.Min(options.Events, events) / options.Partitions, batch)];
}
