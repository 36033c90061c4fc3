using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.State.Tests;

[TestClass]
[DoNotParallelize]
public sealed class MetricTests
{
    [TestMethod]
    public async Task Every_count_has_its_metric()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = Listen(sums);
        await using (var rig = new Rig(Storage.NewOptions()))
        {
            await rig.RunAsync(Rig.Event(0, "k:1", "a"), Rig.Event(1, "k:1", "a"), Rig.Event(2, "bad"));
            await rig.RunAsync(Rig.Event(2, "bad"), Rig.Event(6, "k:1"));
        }

        var options = Storage.NewOptions();
        options.SnapshotRecords = 1;
        await using (var rig = new Rig(options, new HeldEvents(5)))
        {
            await rig.RunAsync(Rig.Events(0, 1));
            await rig.RunAsync(Rig.Events(8, 8));
            await rig.SnapshotsAsync();
        }

        Assert.AreEqual(3, sums["state.healed"]);
        Assert.IsGreaterThanOrEqualTo(1, sums["state.snapshot.duration"]);
        Assert.IsGreaterThan(64, sums["state.snapshot.size"]);
        Assert.AreEqual(2, sums["state.load.duration"]);
        Assert.AreEqual(4 + 2 + 4, sums["state.events"]);
        Assert.AreEqual(1, sums["state.duplicates"]);
        Assert.AreEqual(1, sums["state.redeliveries"]);
        Assert.AreEqual(1, sums["state.dead_letters parse not key and number"]);
        Assert.AreEqual(3 + 3, sums["state.missing"]);
        Assert.AreEqual(2 + 3, sums["state.commit.duration"]);
        Assert.AreEqual(2 + 3, sums.Where(static sum => sum.Key.StartsWith("state.event.age", StringComparison.Ordinal)).Sum(static sum => sum.Value));
    }

    [TestMethod]
    public async Task What_is_written_behind_the_commit_has_its_metrics()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = Listen(sums);
        await using (var rig = new SinkRig(new SinkPlace(), new FakeTimeProvider()))
        {
            await rig.RunAsync(Rig.Event(0, "k:1"), Rig.Event(1, "k:2"), Rig.Event(2, "m:1"));
            await rig.RunAsync(Rig.Event(3, "k:3"));
        }

        Assert.AreEqual(2, sums["state.read_model.rows"]);
        Assert.AreEqual(2, sums["state.read_model.superseded"]);
        Assert.AreEqual(1, sums["state.read_model.delay"]);
        Assert.AreEqual(4, sums["state.archive.rows count/numbers"]);
        Assert.AreEqual(1, sums["state.archive.files count/numbers"]);
        Assert.AreEqual(1, sums["state.archive.lag count/numbers"]);
    }

    private static MeterListener Listen(ConcurrentDictionary<string, double> sums)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "XbFunctions.State")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name;
            foreach (var tag in tags)
            {
                name += tag.Key == "function" ? string.Empty : $" {tag.Value}";
            }

            sums.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }
}
