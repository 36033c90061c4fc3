using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Xb.Bench;

/// <summary>Measures the streaming state of one partition on an Azurite of its own.</summary>
internal static class StateBench
{
    private const int FillBatch = 4_096;
    private const int StreamBatch = 256;
    private const int BatchesBefore = 200;
    private static readonly StreamPartition Partition = new("bench", "bench", "0");

    /// <summary>Fills a state, writes its snapshot and loads it back.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="keys">Keys.</param>
    /// <param name="events">Fills it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<StateBenchReport> RunAsync<TState>(
        int keys, IBenchEvents<TState> events, IProgress<WorkDone> progress, CancellationToken cancellationToken)
        where TState : class, IStreamState
    {
        var folder = Directory.CreateTempSubdirectory("xb-bench-").FullName;
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken);
            return await new Run<TState>(keys, events, new BlobServiceClient(azurite.ConnectionString), progress).RunAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Run<TState>(int keys, IBenchEvents<TState> events, BlobServiceClient storage, IProgress<WorkDone> progress)
        where TState : class, IStreamState
    {
        private readonly BenchProcessor<TState> _processor = new(events);
        private long _next;

        public async Task<StateBenchReport> RunAsync(CancellationToken cancellationToken)
        {
            using var meter = new StateMeter();
            var (fill, before) = await FillAsync(cancellationToken);
            progress.Report(new WorkDone(0.6, "writing a snapshot"));
            var (journalLoad, meanwhile) = await SnapshotAsync(meter, cancellationToken);
            progress.Report(new WorkDone(0.8, "loading"));
            var stateBytes = await LoadAsync(cancellationToken);
            return new StateBenchReport(
                keys, fill, journalLoad, await meter.Snapshot, meter.SnapshotBytes, meter.Load, stateBytes, before, meanwhile);
        }

        private async Task<(TimeSpan Fill, BatchTimes Before)> FillAsync(CancellationToken cancellationToken)
        {
            await using var runner = NewRunner(takesSnapshot: false);
            var took = TimeSpan.Zero;
            while (_next < keys)
            {
                took += await BatchAsync(runner, (int)Math.Min(FillBatch, keys - _next), cancellationToken);
                progress.Report(new WorkDone(0.5 * _next / keys, "filling"));
            }

            return (took, await StreamAsync(runner, batch => batch < BatchesBefore, cancellationToken));
        }

        private async Task<(TimeSpan JournalLoad, BatchTimes Meanwhile)> SnapshotAsync(StateMeter meter, CancellationToken cancellationToken)
        {
            await using var runner = NewRunner(takesSnapshot: true);
            await BatchAsync(runner, StreamBatch, cancellationToken);
            var journalLoad = meter.Load;
            return (journalLoad, await StreamAsync(runner, _ => !meter.Snapshot.IsCompleted, cancellationToken));
        }

        private async Task<long> LoadAsync(CancellationToken cancellationToken)
        {
            var before = await MemoryAsync();
            await using var runner = NewRunner(takesSnapshot: false);
            await BatchAsync(runner, 1, cancellationToken);
            return await MemoryAsync() - before;
        }

        /// <summary>Memory in use, measured from a fresh stack: what runs on after a task may have the last state on its own.</summary>
        private static async Task<long> MemoryAsync()
        {
            await Task.Yield();
            return GC.GetTotalMemory(forceFullCollection: true);
        }

        private StreamRunner<TState> NewRunner(bool takesSnapshot) => new(
            _processor,
            storage,
            new NoPublisher(),
            new StateOptions
            {
                // Either at once, or not within this run.
                SnapshotRecords = takesSnapshot ? 1 : 45_000,
                SnapshotBytes = 4L * 1024 * 1024 * 1024,
            },
            TimeProvider.System,
            NullLogger<StreamRunner<TState>>.Instance);

        private async Task<BatchTimes> StreamAsync(StreamRunner<TState> runner, Func<int, bool> goesOn, CancellationToken cancellationToken)
        {
            var times = new List<TimeSpan>();
            while (goesOn(times.Count))
            {
                times.Add(await BatchAsync(runner, StreamBatch, cancellationToken));
            }

            return BatchTimes.Of(times);
        }

        private async Task<TimeSpan> BatchAsync(StreamRunner<TState> runner, int count, CancellationToken cancellationToken)
        {
            var batch = new StreamEvent[count];
            for (var index = 0; index < count; index++, _next++)
            {
                batch[index] = new StreamEvent(_next, DateTimeOffset.UnixEpoch, events.Change(_next), null, null, null);
            }

            var started = TimeProvider.System.GetTimestamp();
            await runner.RunAsync(Partition, batch, cancellationToken);
            return TimeProvider.System.GetElapsedTime(started);
        }
    }

    /// <summary>Nothing is published here.</summary>
    private sealed class NoPublisher : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> outgoing, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
