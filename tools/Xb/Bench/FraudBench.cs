using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Bench;

/// <summary>The hot path alone, then the synchronous call against a platform in this process whose state is warm.</summary>
/// <param name="options">What to measure with.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class FraudBench(FraudBenchOptions options, IProgress<WorkDone> progress)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Measures.</summary>
    /// <param name="folder">Empty folder for the platform's data; left as it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FraudBenchReport> RunAsync(string folder, CancellationToken cancellationToken)
    {
        using var payments = new PipelinePayments(options.Customers, cancellationToken);
        var fill = new PipelineBenchOptions(options.Events, options.Partitions, null, options.Customers, [], options.Time);
        await payments.FillAsync(folder, fill, share => progress.Report(new WorkDone(0.2 * share, "filling the hub")), static _ => { }, cancellationToken);
        var platform = await StartedPlatform.StartAsync(
            new PlatformOptions(folder, "bench", HttpPort: 0, AmqpPort: 0) { Partitions = options.Partitions }, cancellationToken);
        try
        {
            return await MeasureAsync(platform, payments, cancellationToken);
        }
        finally
        {
            await StopAsync(platform);
        }
    }

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

    private async Task<FraudBenchReport> MeasureAsync(StartedPlatform platform, PipelinePayments payments, CancellationToken cancellationToken)
    {
        await DrainAsync(platform, cancellationToken);

        using var http = new HttpClient { BaseAddress = platform.Local.HttpAddress };
        http.DefaultRequestHeaders.Add("x-functions-key", platform.Local.HostKey);
        var calls = new FraudCalls(http);
        progress.Report(new WorkDone(0.5, "loading the state"));
        var load = await calls.FirstAsync(payments.Take(1)[0], cancellationToken);
        var count = (int)(options.Rate * options.Time.TotalSeconds);
        progress.Report(new WorkDone(0.55, $"{options.Rate} calls/s"));
        var scored = await calls.RunAsync("score", string.Empty, payments.Take(count), options.Rate, cancellationToken);
        progress.Report(new WorkDone(0.7, $"{options.Rate} calls/s, recorded"));
        var recorded = await calls.RunAsync("score and record", "?record=true", payments.Take(count), options.Rate, cancellationToken);

        progress.Report(new WorkDone(0.85, "features, inference and policy alone"));
        var hotPath = await HotPathAsync(platform.Services, cancellationToken);
        return new FraudBenchReport(
            Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, platform.Model, options.Customers, hotPath, load.TotalMilliseconds, [scored, recorded]);
    }

    private async Task DrainAsync(StartedPlatform platform, CancellationToken cancellationToken)
    {
        var runner = platform.Services.GetRequiredService<StreamRunner<FraudState>>();
        for (var done = 0L; done < options.Events;)
        {
            await Task.Delay(Look, cancellationToken);
            done = runner.Counters.Sum(static counters => counters.Events);
            progress.Report(new WorkDone(0.2 + (0.3 * done / options.Events), "deciding the payments in the hub"));
        }
    }

    private async Task<FraudHotPathFigures> HotPathAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        using var lease = services.GetRequiredService<ModelSlot>().Lease()
            ?? throw new CommandException($"No model was loaded: {services.GetRequiredService<ModelSlot>().Reason}");
        using var payments = new PipelinePayments(options.Customers, cancellationToken);
        var hotPath = new FraudHotPath(services.GetRequiredService<FraudSubjectReader>(), services.GetRequiredService<FraudOptions>(), lease.Model);
        var events = payments.Take(options.Events);
        await hotPath.RunAsync(events.GetRange(0, events.Count / 4), Environment.ProcessorCount, cancellationToken); // Warm-up, thrown away.
        return await hotPath.RunAsync(events, Environment.ProcessorCount, cancellationToken);
    }
}
