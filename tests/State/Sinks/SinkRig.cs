using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests;

/// <summary>A runner with read models and an archive of its own over real storage.</summary>
internal sealed class SinkRig : IAsyncDisposable
{
    public SinkRig(SinkPlace place, TimeProvider? clock = null, RecordingPublisher? publisher = null, params HttpPipelinePolicy[] policies)
    {
        Processor = new ProjectingProcessor(place.Table, place.Dataset);
        clock ??= TimeProvider.System;
        ReadModels = new ReadModelSinkFactory(
            Storage.Tables(policies), place.ReadModels, place.State, clock, NullLogger<ReadModelSinkFactory>.Instance);
        Archive = new ArchiveSinkFactory(
            Storage.Client(policies), [place.Dataset], place.Archive, place.State, clock, NullLogger<ArchiveSinkFactory>.Instance);
        Runner = new StreamRunner<CountState>(
            Processor,
            Storage.Client(policies),
            publisher ?? new RecordingPublisher(),
            place.State,
            clock,
            NullLogger<StreamRunner<CountState>>.Instance,
            sinks: [ReadModels, Archive]);
    }

    public ProjectingProcessor Processor { get; }

    public ReadModelSinkFactory ReadModels { get; }

    public ArchiveSinkFactory Archive { get; }

    public StreamRunner<CountState> Runner { get; }

    public Task RunAsync(params StreamEvent[] events) => Runner.RunAsync(Rig.Partition, events, CancellationToken.None);

    public ValueTask DisposeAsync() => Runner.DisposeAsync();
}
