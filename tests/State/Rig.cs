using System.Text;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.State.Tests;

/// <summary>A runner over real storage with a counting function, and the events to feed it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly StreamPartition Partition = new("numbers", "count", "3");
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public Rig(StateOptions options, CountProcessor? processor = null, RecordingPublisher? publisher = null, params HttpPipelinePolicy[] policies)
        : this(options, null, null, processor, publisher, policies)
    {
    }

    public Rig(
        StateOptions options,
        IEventHistory? history,
        TimeProvider? clock = null,
        CountProcessor? processor = null,
        RecordingPublisher? publisher = null,
        params HttpPipelinePolicy[] policies)
    {
        Processor = processor ?? new CountProcessor();
        Publisher = publisher ?? new RecordingPublisher();
        Runner = new StreamRunner<CountState>(
            Processor,
            Storage.Client(policies),
            Publisher,
            options,
            clock ?? TimeProvider.System,
            NullLogger<StreamRunner<CountState>>.Instance,
            history);
    }

    public CountProcessor Processor { get; }

    public RecordingPublisher Publisher { get; }

    public StreamRunner<CountState> Runner { get; }

    public StreamCounters Counters => Runner.Counters.Single();

    public string State => Processor.Last!.Text;

    public static StreamEvent Event(long sequence, string body, string? id = null) =>
        new(sequence, Noon.AddMilliseconds(sequence), Encoding.UTF8.GetBytes(body), id, "number", null);

    /// <summary>Events that are all good, of five keys.</summary>
    public static StreamEvent[] Events(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(sequence => Event(sequence, $"k{sequence % 5}:{sequence}", $"e-{sequence}"))];

    /// <summary>What a plain loop makes of events.</summary>
    public static string Expected(IEnumerable<StreamEvent> events)
    {
        var state = new CountState();
        foreach (var e in events)
        {
            state.Apply(e.Body.Span);
        }

        return state.Text;
    }

    public Task RunAsync(params StreamEvent[] events) => Runner.RunAsync(Partition, events, CancellationToken.None);

    /// <summary>Waits for the snapshots that are being written beside the stream.</summary>
    public Task SnapshotsAsync() => Runner.WhenSnapshotsAreDoneAsync();

    public ValueTask DisposeAsync() => Runner.DisposeAsync();
}
