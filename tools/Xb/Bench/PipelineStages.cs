using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// Processor time by stage: the stages are run apart, over the same batches and one after another, while the platform is idle. What
/// cannot be run alone is the difference of two runs. Production code carries no stopwatch for it.
/// </summary>
/// <param name="services">Services of the started platform.</param>
/// <param name="batches">Batches of one partition.</param>
internal sealed class PipelineStages(IServiceProvider services, List<StreamEvent[]> batches)
{
    // Of its own, so that its journal, archive and rows are not those of the platform.
    private static readonly StreamPartition Partition = new("bench", "bench", "900");
    private readonly int _events = batches.Sum(static batch => batch.Length);

    /// <summary>Measures the path from the hub to the published decision.</summary>
    /// <param name="path">The run of that path: what its second half took beyond the stages is the rest.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<PipelineStageFigures>> RunAsync(PipelineRunFigures path, ScoringModel model, CancellationToken cancellationToken)
    {
        var (reader, options) = (services.GetRequiredService<FraudSubjectReader>(), services.GetRequiredService<FraudOptions>());
        var parse = await WarmCostAsync(() => Done(() => PipelineFeatures.Parse(batches)));
        var features = await WarmCostAsync(() => Done(() => PipelineFeatures.Write(batches, reader, options)));
        var rows = PipelineFeatures.Of(batches, reader, options);
        var scores = new float[batches.Max(static batch => batch.Length)];
        var inference = await WarmCostAsync(() => Done(() => rows.ForEach(
            batch => model.Score(batch, batch.Length / FraudColumns.Width, scores.AsSpan(0, batch.Length / FraudColumns.Width)))));
        rows.Clear();
        List<OutgoingEvent[]> outputs = [];
        var computed = await WarmCostAsync(async () => outputs = await ComputeAsync(keeps: false, cancellationToken));
        outputs = await ComputeAsync(keeps: true, cancellationToken);
        var publish = await WarmCostAsync(async () => await PublishAsync(outputs, cancellationToken));
        outputs.Clear();
        _ = await CommitAsync("bench-warm", [], waits: false, cancellationToken);
        var commit = await CommitAsync("bench-commit", [], waits: false, cancellationToken);
        var run = new ProcessCost(TimeSpan.FromMicroseconds(path.SecondHalfCpuMicroseconds * _events), (long)(path.AllocatedBytes * _events));
        return
        [
            Figures("parse", parse),
            Figures("pseudonyms + features", features.Since(parse)),
            Figures("inference", inference),
            Figures("decide", computed.Since(features).Since(inference)),
            Figures("journal append + bodies", commit.Since(computed)),
            Figures("publish", publish),
            Figures("rest", run.Since(commit).Since(publish)),
            Figures("in all, second half", run),
        ];
    }

    /// <summary>Measures what is written behind the commit, in the app as it ships.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PipelineStageFigures> BehindAsync(CancellationToken cancellationToken)
    {
        var commit = await CommitAsync("bench-commit", [], waits: false, cancellationToken);
        var behind = await CommitAsync("bench-behind", services.GetServices<ICommittedSinkFactory>(), waits: true, cancellationToken);
        return Figures("as it ships: behind the commit", behind.Since(commit));
    }

    private PipelineStageFigures Figures(string stage, ProcessCost cost) =>
        new(stage, cost.Cpu.TotalMicroseconds / _events, cost.AllocatedBytes / (double)_events);

    private async Task<List<OutgoingEvent[]>> ComputeAsync(bool keeps, CancellationToken cancellationToken)
    {
        var scorer = services.GetRequiredService<PaymentScorer>();
        var (state, result, outputs) = (scorer.CreateState(Partition), new BatchResult(), new List<OutgoingEvent[]>());
        foreach (var batch in batches)
        {
            result.Reset();
            await scorer.ProcessAsync(state, batch, result, cancellationToken);
            if (keeps)
            {
                outputs.Add([.. Enumerable.Range(0, result.OutputCount).Select(result.OutputAt).Select(static output => output with { Body = output.Body.ToArray() })]);
            }
        }

        return outputs;
    }

    private async Task PublishAsync(List<OutgoingEvent[]> outputs, CancellationToken cancellationToken)
    {
        var publisher = services.GetRequiredService<IEventPublisher>();
        foreach (var batch in outputs)
        {
            await publisher.PublishAsync(batch, cancellationToken);
        }
    }

    private async Task<ProcessCost> CommitAsync(
        string container, IEnumerable<ICommittedSinkFactory> sinks, bool waits, CancellationToken cancellationToken)
    {
        var options = new StateOptions { StateContainer = container, LookupContainer = container, DeadLetterContainer = container };
        if (!waits)
        {
            // Neither snapshots nor lookups within this run.
            (options.SnapshotRecords, options.SnapshotBytes) = (45_000, 4L << 30);
            (options.LookupFlushInterval, options.LookupFlushBytes) = (TimeSpan.FromMinutes(1), 64 << 20);
        }

        await using var runner = new StreamRunner<FraudState>(
            services.GetRequiredService<PaymentScorer>(),
            services.GetRequiredService<BlobServiceClient>(),
            new NoPublisher(),
            options,
            TimeProvider.System,
            NullLogger<StreamRunner<FraudState>>.Instance,
            sinks: sinks);
        return await CostAsync(async () =>
        {
            foreach (var batch in batches)
            {
                await runner.RunAsync(Partition, batch, cancellationToken);
            }

            if (waits)
            {
                await runner.StopAsync(cancellationToken);
            }
        });
    }

    private static Task Done(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    // The second time, when the code is compiled.
    private static async Task<ProcessCost> WarmCostAsync(Func<Task> work)
    {
        await work();
        return await CostAsync(work);
    }

    private static async Task<ProcessCost> CostAsync(Func<Task> work)
    {
        var before = ProcessCost.Now();
        await work();
        return ProcessCost.Now().Since(before);
    }

    /// <summary>Publishing is measured apart.</summary>
    private sealed class NoPublisher : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> outgoing, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
