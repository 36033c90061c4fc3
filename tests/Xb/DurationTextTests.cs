using CsCheck;

namespace XbFunctions.Xb.Tests;

[TestClass]
public sealed class DurationTextTests
{
    [TestMethod]
    [DataRow("90s", 90.0)]
    [DataRow("2m", 120.0)]
    [DataRow("1.5h", 5_400.0)]
    [DataRow("7d", 604_800.0)]
    [DataRow("0s", 0.0)]
    public void A_number_and_a_unit_are_a_span(string text, double seconds)
    {
        Assert.IsTrue(DurationText.TryParse(text, out var duration));
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), duration);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("s")]
    [DataRow("5")]
    [DataRow("-5s")]
    [DataRow("5w")]
    [DataRow("1e9d")]
    [DataRow("99999999999d")]
    public void Anything_else_is_refused(string text) => Assert.IsFalse(DurationText.TryParse(text, out _));

    [TestMethod]
    public void What_is_written_is_read_back_to_a_tenth_of_its_unit() =>
        Gen.Long[0, 100L * 86_400_000].Sample(milliseconds =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds);
            var unit = duration.TotalDays >= 1 ? 86_400.0 : duration.TotalHours >= 1 ? 3_600 : duration.TotalMinutes >= 1 ? 60 : 1;
            return DurationText.TryParse(DurationText.Of(duration), out var read)
                && Math.Abs((read - duration).TotalSeconds) <= (unit * 0.05) + 0.001;
        });
}
