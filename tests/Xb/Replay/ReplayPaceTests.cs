using Microsoft.Extensions.Time.Testing;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class ReplayPaceTests
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void At_twice_real_time_an_event_waits_half_as_long()
    {
        var time = new FakeTimeProvider(Start);
        var pace = new ReplayPace(2, time);
        Assert.IsFalse(pace.MustWait(Start));
        var waiting = pace.WaitAsync(Start.AddSeconds(10), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.IsFalse(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.IsTrue(waiting.IsCompletedSuccessfully);
        Assert.IsFalse(pace.MustWait(Start.AddSeconds(10)));
        Assert.IsTrue(pace.MustWait(Start.AddSeconds(11)));
    }

    [TestMethod]
    public void Without_a_speed_nothing_waits()
    {
        var pace = new ReplayPace(null, new FakeTimeProvider(Start));
        Assert.IsFalse(pace.MustWait(Start));
        Assert.IsTrue(pace.WaitAsync(Start.AddYears(1), CancellationToken.None).IsCompletedSuccessfully);
    }
}
