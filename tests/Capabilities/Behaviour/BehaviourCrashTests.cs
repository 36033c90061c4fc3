using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Tests.Behaviour.Intent;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BehaviourCrashTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(false, DisplayName = "A kill at any storage request leaves the state and the outputs of a run without one")]
    [DataRow(true, DisplayName = "A kill at any storage request leaves the intents of a run without one")]
    public async Task A_kill_at_any_storage_request_leaves_the_state_and_the_outputs_of_a_run_without_one(bool hasIntent)
    {
        await using var intents = hasIntent ? await IntentRig.StartAsync(hasModel: true, TestContext.CancellationToken) : null;
        var aggregator = intents?.Aggregator ?? Clicks.Aggregator();
        var folder = Directory.CreateTempSubdirectory("xb-behaviour-").FullName;
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, TestContext.CancellationToken))
        {
            var batches = Batches();
            var (expected, outputs) = await RunAsync(azurite, aggregator, "whole", new Kill(int.MaxValue), batches);
            Assert.IsGreaterThan(3, outputs.Count);
            Assert.AreEqual(hasIntent, outputs.Exists(static output => Encoding.UTF8.GetString(Convert.FromHexString(output[(output.LastIndexOf(' ') + 1)..])).Contains("\"intent\":", StringComparison.Ordinal)));
            var kills = 0;
            var wasKilled = true;
            for (var killAt = 1; wasKilled; killAt++)
            {
                var kill = new Kill(killAt);
                var before = await RunAsync(azurite, aggregator, $"kill{killAt}", kill, batches);
                wasKilled = kill.IsKilled;
                kills += wasKilled ? 1 : 0;

                // Whoever takes over is given everything again.
                var after = await RunAsync(azurite, aggregator, $"kill{killAt}", new Kill(int.MaxValue), batches);
                CollectionAssert.AreEqual(expected, after.State, $"killed at request {killAt}");
                CollectionAssert.AreEquivalent(
                    outputs.Distinct().ToList(), before.Outputs.Concat(after.Outputs).Distinct().ToList(), $"killed at request {killAt}");
                Assert.IsLessThan(200, killAt);
            }

            Assert.IsGreaterThan(8, kills, "every batch makes requests");
        }

        Directory.Delete(folder, recursive: true);

    }

    private static StreamEvent[][] Batches()
    {
        var key = Clicks.Aggregator();
        var state = key.CreateState(Clicks.Partition);
        var linked = Clicks.RunAsync(key, state, [Clicks.Event(1, Clicks.SignIn(90, 7, 2))]).GetAwaiter().GetResult().Single(e => e.Type == EventTypes.VisitorLinked);
        return
        [
            [Clicks.Event(0, Clicks.View(1, 1, 0, 1)), Clicks.Event(1, Clicks.Anonymous(Clicks.View(2, 7, 1, 2))), Clicks.Event(2, Clicks.View(1, 1, 0, 1))],
            [Clicks.Own(3, linked, 2), Clicks.Event(4, Clicks.Order(4, 1, 3, 1, 2)), Clicks.Own(5, linked, 2)],
            [Clicks.Event(6, Clicks.Search(5, 2, 200, "shoes", 0)), Clicks.Event(7, Clicks.Cart(6, 2, 201, 3))],
            [Clicks.Event(8, Clicks.View(7, 3, 500, 3)), Clicks.Event(9, "no click", Clicks.Start.AddMinutes(501))],
            [Clicks.Event(10, Clicks.Shown(8, 3, 502, "home", "l-1", 1, 2, 3)), Clicks.Event(11, Clicks.Clicked(9, 3, 503, "home", "l-1", 2, 1)), Clicks.Event(12, Clicks.Shown(8, 3, 502, "home", "l-1", 1, 2, 3))],
            [Clicks.Event(13, Clicks.Clicked(9, 3, 503, "home", "l-1", 2, 1)), Clicks.Event(14, Clicks.Clicked(10, 3, 504, "home", "l-1", 3, 2)), Clicks.Event(15, Clicks.View(11, 4, 600, 3))],
        ];
    }

    private static async Task<(byte[] State, List<string> Outputs)> RunAsync(AzuriteProcess azurite, ClickAggregator aggregator, string name, Kill kill, StreamEvent[][] batches)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(kill, HttpPipelinePosition.BeforeTransport);
        var seam = new Seam(aggregator);
        var state = new StateOptions
        {
            StateContainer = $"{name}-state",
            DeadLetterContainer = $"{name}-letters",
            LookupContainer = $"{name}-lookups",
            SnapshotRecords = 2,
            RetryFirstDelay = TimeSpan.FromMilliseconds(1),
            RetryMaxDelay = TimeSpan.FromMilliseconds(5),
        };
        var runner = new StreamRunner<BehaviourState>(
            seam, new BlobServiceClient(azurite.ConnectionString, options), seam, state, TimeProvider.System, NullLogger<StreamRunner<BehaviourState>>.Instance);
        try
        {
            foreach (var batch in batches)
            {
                await runner.RunAsync(Clicks.Partition, batch, CancellationToken.None);
            }

            await runner.DisposeAsync();
            return (Clicks.BytesOf(seam.State!), seam.Outputs);
        }
        catch (KilledException)
        {
            // The process is gone: its runner is left as it stands.
            return ([], seam.Outputs);
        }
    }

    /// <summary>The aggregator and the hub behind it.</summary>
    private sealed class Seam(ClickAggregator aggregator) : IStreamProcessor<BehaviourState>, IEventPublisher
    {
        public BehaviourState? State { get; private set; }

        public List<string> Outputs { get; } = [];

        public string Name => aggregator.Name;

        public BehaviourState CreateState(StreamPartition partition) => State = aggregator.CreateState(partition);

        public ValueTask ProcessAsync(BehaviourState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken) =>
            aggregator.ProcessAsync(state, events, result, cancellationToken);

        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
        {
            lock (Outputs)
            {
                Outputs.AddRange(events.Select(static e => $"{e.Hub} {e.EventId} {Convert.ToHexString(e.Body.Span)}"));
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Kill(int at) : HttpPipelinePolicy
    {
        private int _requests;

        public bool IsKilled => Volatile.Read(ref _requests) >= at;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var request = Interlocked.Increment(ref _requests);
            if (request > at)
            {
                throw new KilledException();
            }

            await ProcessNextAsync(message, pipeline);
            if (request == at)
            {
                throw new KilledException();
            }
        }
    }

    private sealed class KilledException : Exception;
}
