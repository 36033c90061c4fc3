using System.Buffers;
using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class KeyedWindowsTests
{
    private const int Gap = 10;
    private const int Length = 25;

    /// <summary>Events that arrive in time order and happened up to 60 ms before, or some after.</summary>
    private static readonly Gen<(ulong Key, int Step, int Delay, int Amount)[]> Events =
        Gen.Select(Gen.ULong[1, 3], Gen.Int[0, 12], Gen.Int[-15, 60], Gen.Int[1, 9]).Array[0, 100];

    private static readonly Gen<EventTimeRule> Rules =
        Gen.Select(Gen.Long[0, 50], Gen.Long[0, 10], (lateness, future) => new EventTimeRule(lateness, future));

    [TestMethod]
    public void Tumbling_windows_are_those_of_counting_the_accepted_events_anew() =>
        Gen.Select(Events, Rules, Gen.Int[1, 30], Gen.Int[1, 40]).Sample((events, rule, closeEvery, reloadEvery) =>
        {
            var (closed, accepted) = Run(() => new TumblingWindows<Tally>(TimeSpan.FromMilliseconds(Length), 1_000), events, rule, closeEvery, reloadEvery);
            var expected = accepted
                .GroupBy(e => (e.Key, Start: e.Time / Length * Length))
                .Select(window => new ClosedWindow<Tally>(window.Key.Key, window.Key.Start, window.Key.Start + Length, Sum(window)));
            return Text(closed) == Text(expected);
        });

    [TestMethod]
    public void Sessions_are_those_of_cutting_the_accepted_events_in_order_of_time() =>
        Gen.Select(Events, Rules, Gen.Int[1, 30], Gen.Int[1, 40]).Sample((events, rule, closeEvery, reloadEvery) =>
        {
            var (closed, accepted) = Run(() => new SessionWindows<Tally>(TimeSpan.FromMilliseconds(Gap), 1_000), events, rule, closeEvery, reloadEvery);
            return Text(closed) == Text(Sessions(accepted));
        });

    [TestMethod]
    public void Closed_windows_come_by_end_then_key()
    {
        var windows = new TumblingWindows<Tally>(TimeSpan.FromMilliseconds(10), 10);
        foreach (var (key, time) in new (ulong, long)[] { (2, 5), (1, 15), (1, 5), (3, 25) })
        {
            windows.Add(key, time, new Tally(1, 1));
        }

        var closed = new List<ClosedWindow<Tally>>();
        windows.Close(20, closed);
        CollectionAssert.AreEqual(new[] { (1UL, 0L), (2UL, 0L), (1UL, 10L) }, closed.Select(window => (window.Key, window.StartMs)).ToArray());
        Assert.AreEqual(1, windows.Open);
    }

    [TestMethod]
    public void Beyond_the_bound_events_that_would_open_a_window_are_refused_and_counted()
    {
        var sessions = new SessionWindows<Tally>(TimeSpan.FromMilliseconds(Gap), mostOpen: 2);
        Assert.IsTrue(sessions.Add(1, 100, new Tally(1, 1)));
        Assert.IsTrue(sessions.Add(2, 100, new Tally(1, 1)));
        Assert.IsFalse(sessions.Add(3, 100, new Tally(1, 1)));
        Assert.IsFalse(sessions.Add(1, 200, new Tally(1, 1)));
        Assert.IsTrue(sessions.Add(1, 105, new Tally(1, 1)), "an open session goes on");
        Assert.AreEqual((2, 2L), (sessions.Open, sessions.Refused));
    }

    private static (List<ClosedWindow<Tally>> Closed, List<(ulong Key, long Time, int Amount)> Accepted) Run<TWindows>(
        Func<TWindows> create, (ulong Key, int Step, int Delay, int Amount)[] events, EventTimeRule rule, int closeEvery, int reloadEvery)
        where TWindows : KeyedWindows<Tally>
    {
        var (windows, watermark, arrival) = (create(), default(Watermark), 1_000L);
        var closed = new List<ClosedWindow<Tally>>();
        var accepted = new List<(ulong, long, int)>();
        foreach (var (index, (key, step, delay, amount)) in events.Index())
        {
            arrival += step;
            if (watermark.Observe(arrival - delay, arrival, rule) <= EventTiming.Late)
            {
                windows.Add(key, arrival - delay, new Tally(1, amount));
                accepted.Add((key, arrival - delay, amount));
            }

            if (index % closeEvery == 0)
            {
                windows.Close(watermark.ClosedBefore(rule), closed);
            }

            windows = index % reloadEvery == 0 ? Reload(windows, create()) : windows;
        }

        windows.Close(long.MaxValue, closed);
        Assert.AreEqual(0, windows.Open);
        return (closed, accepted);
    }

    private static TWindows Reload<TWindows>(TWindows from, TWindows into)
        where TWindows : KeyedWindows<Tally>
    {
        using var capture = from.Capture();
        for (var buffer = new ArrayBufferWriter<byte>(); capture.TryWriteNext(buffer, 50); buffer.ResetWrittenCount())
        {
            into.Load(buffer.WrittenSpan);
        }

        return into;
    }

    private static IEnumerable<ClosedWindow<Tally>> Sessions(List<(ulong Key, long Time, int Amount)> accepted)
    {
        foreach (var key in accepted.GroupBy(e => e.Key))
        {
            var session = new List<(ulong Key, long Time, int Amount)>();
            foreach (var e in key.OrderBy(e => e.Time))
            {
                if (session.Count > 0 && e.Time - session[^1].Time > Gap)
                {
                    yield return new ClosedWindow<Tally>(key.Key, session[0].Time, session[^1].Time, Sum(session));
                    session.Clear();
                }

                session.Add(e);
            }

            yield return new ClosedWindow<Tally>(key.Key, session[0].Time, session[^1].Time, Sum(session));
        }
    }

    private static Tally Sum(IEnumerable<(ulong Key, long Time, int Amount)> events) =>
        events.Aggregate(default(Tally), (sum, e) => sum.Merge(new Tally(1, e.Amount)));

    private static string Text(IEnumerable<ClosedWindow<Tally>> windows) =>
        string.Join('\n', windows.Select(window => window.ToString()).Order(StringComparer.Ordinal));
}
