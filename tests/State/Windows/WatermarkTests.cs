using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class WatermarkTests
{
    private static readonly EventTimeRule Rule = EventTimeRule.Of(TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(20));

    [TestMethod]
    public void An_event_counts_by_the_rule_and_the_watermark_follows_what_counts() =>
        Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300]).Array[0, 60].Sample(events =>
        {
            var watermark = default(Watermark);
            var newest = 0L;
            foreach (var (time, arrival) in events)
            {
                var expected = time > arrival + 20 ? EventTiming.TooEarly
                    : time < newest - 30 ? EventTiming.TooLate
                    : time < newest ? EventTiming.Late
                    : EventTiming.OnTime;
                if (watermark.Observe(time, arrival, Rule) != expected)
                {
                    return false;
                }

                newest = expected is EventTiming.TooEarly or EventTiming.TooLate ? newest : Math.Max(newest, Math.Min(time, arrival));
            }

            return watermark.TimeMs == newest
                && watermark.OnTime + watermark.Late + watermark.TooLate + watermark.TooEarly == events.Length;
        });

    [TestMethod]
    public void A_clock_that_runs_ahead_pushes_the_watermark_no_further_than_arrival()
    {
        var day = EventTimeRule.Of(TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        var watermark = default(Watermark);
        var noon = 1_772_625_600_000L;
        Assert.AreEqual(EventTiming.OnTime, watermark.Observe(noon, noon, day));
        Assert.AreEqual(EventTiming.OnTime, watermark.Observe(noon + 80_000_000, noon + 10, day), "within the tolerance it counts");
        Assert.AreEqual(EventTiming.TooEarly, watermark.Observe(noon + 90_000_000, noon + 20, day));
        Assert.AreEqual(EventTiming.TooEarly, watermark.Observe(long.MaxValue, noon + 20, day));
        Assert.AreEqual(noon + 10, watermark.TimeMs);
        Assert.AreEqual(EventTiming.OnTime, watermark.Observe(noon + 30, noon + 30, day), "an honest event is on time as before");
    }

    [TestMethod]
    public void A_watermark_is_read_as_it_was_written() =>
        Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300]).Array[0, 30].Sample(events =>
        {
            var watermark = default(Watermark);
            Array.ForEach(events, e => watermark.Observe(e.Item1, e.Item2, Rule));
            var bytes = new byte[Watermark.Bytes];
            watermark.Write(bytes);
            return Watermark.Read(bytes) == watermark;
        });
}
