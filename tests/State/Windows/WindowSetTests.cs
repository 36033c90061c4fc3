using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class WindowSetTests
{
    private const long Start = 1_772_625_600_000;

    [TestMethod]
    public void Totals_are_those_of_counting_anew_in_whatever_order_events_came()
    {
        var windows = Gen.Select(Gen.Long[1_000, 5_000], Gen.Int[1, 7], (length, buckets) => new HoppingWindow(length, buckets)).Array[1, 3];
        Gen.Select(windows, Gen.Select(Gen.Long[0, 60_000], Gen.Int[1, 9]).Array[0, 80], Gen.Long[0, 70_000]).Sample((shapes, events, at) =>
        {
            var set = new WindowSet(shapes);
            var key = new byte[set.Bytes];
            foreach (var (time, amount) in events)
            {
                set.Add(key, Start + time, amount);
            }

            var totals = new WindowTotal[set.Count];
            set.TotalsAt(key, Start + at, totals);
            return totals.Index().All(total => total.Item == Recount(shapes[total.Index], events, at));
        });
    }

    [TestMethod]
    public void The_order_of_events_makes_no_difference_to_the_bytes() =>
        Gen.Select(Gen.Select(Gen.Long[0, 40L * 86_400_000], Gen.Int[1, 9]).Array[0, 60], Gen.Int).Sample((events, seed) =>
        {
            var shuffled = events.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Bytes(events).SequenceEqual(Bytes(shuffled));
        });

    [TestMethod]
    public void The_velocity_windows_of_a_key_take_236_bytes() => Assert.AreEqual(236, WindowSet.Velocity.Bytes);

    [TestMethod]
    public void An_event_whose_bucket_has_left_the_ring_is_not_counted_there()
    {
        var set = WindowSet.Velocity;
        var key = new byte[set.Bytes];
        Assert.AreEqual(5, set.Add(key, Start, 1));
        Assert.AreEqual(3, set.Add(key, Start - (2 * 3_600_000), 1), "too old for 10 minutes and an hour");
        Assert.AreEqual(0, set.Add(key, Start - (31L * 86_400_000), 1));
    }

    [TestMethod]
    public void A_full_bucket_counts_no_further_and_goes_on_summing()
    {
        var set = new WindowSet(new HoppingWindow(1_000, 2));
        var key = new byte[set.Bytes];
        for (var number = 0; number < 70_000; number++)
        {
            set.Add(key, Start, 1);
        }

        var totals = new WindowTotal[1];
        set.TotalsAt(key, Start, totals);
        Assert.AreEqual(new WindowTotal(ushort.MaxValue, 70_000), totals[0]);
    }

    [TestMethod]
    [DataRow(999, 5)]
    [DataRow(1_000, 0)]
    public void A_window_of_no_shape_is_refused(long bucketMs, int buckets) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WindowSet(new HoppingWindow(bucketMs, buckets)));

    private static byte[] Bytes((long Time, int Amount)[] events)
    {
        var key = new byte[WindowSet.Velocity.Bytes];
        Array.ForEach(events, e => WindowSet.Velocity.Add(key, Start + e.Time, e.Amount));
        return key;
    }

    /// <summary>Counts over the buckets up to the one asked for that the newest event has left in the ring.</summary>
    private static WindowTotal Recount(HoppingWindow window, (long Time, int Amount)[] events, long at)
    {
        var newest = events.Length == 0 ? 0 : events.Max(e => (Start + e.Time) / window.BucketMs);
        var asked = (Start + at) / window.BucketMs;
        var held = events.Where(e =>
        {
            var bucket = (Start + e.Time) / window.BucketMs;
            return bucket <= asked && bucket > asked - window.Buckets && bucket > newest - window.Buckets;
        }).ToArray();
        return new WindowTotal(held.Length, held.Sum(e => e.Amount));
    }
}
