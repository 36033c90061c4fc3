using System.Globalization;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class TimerScheduleTests
{
    // Eight hours behind UTC, an hour less from the second Sunday of March to the first of November, at two o'clock: as on America's west coast.
    internal static readonly TimeZoneInfo WestCoast = TimeZoneInfo.CreateCustomTimeZone(
        "test/west", TimeSpan.FromHours(-8), "west", "west", "west summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 2, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 11, 1, DayOfWeek.Sunday)),
        ]);

    [TestMethod]
    [DataRow("0 */5 * * * *", "2026-03-01T10:00:30Z", "2026-03-01T10:05:00Z")]
    [DataRow("0 0 2 * * *", "2026-03-01T10:00:30Z", "2026-03-02T02:00:00Z")]
    [DataRow("*/10 * * * * *", "2026-03-01T10:00:30Z", "2026-03-01T10:00:40Z")]
    [DataRow("*/5 * * * *", "2026-03-01T10:00:30Z", "2026-03-01T10:05:00Z", DisplayName = "five fields begin with the minute")]
    [DataRow("0  30  9  *  *  Mon-Fri", "2026-03-06T10:00:00Z", "2026-03-09T09:30:00Z")]
    [DataRow("00:10:00", "2026-03-01T10:00:30Z", "2026-03-01T10:10:30Z")]
    [DataRow("0 0 0 30 2 *", "2026-03-01T10:00:30Z", "9999-12-31T23:59:59.9999999Z", DisplayName = "a day that never comes")]
    public void The_next_occurrence_is_after_the_given_time(string schedule, string after, string next) =>
        Assert.AreEqual(Moment(next), TimerSchedule.Parse(schedule).Next(Moment(after), TimeZoneInfo.Utc));

    [TestMethod]
    [DataRow("0 30 2 * * *", "2026-03-07T03:00:00-08:00", "2026-03-08T03:30:00-07:00", DisplayName = "a time that is skipped comes when the hour is over")]
    [DataRow("0 30 2 * * *", "2026-03-08T03:30:00-07:00", "2026-03-09T02:30:00-07:00", DisplayName = "the day after is as ever")]
    [DataRow("0 */30 * * * *", "2026-03-08T01:30:00-08:00", "2026-03-08T03:00:00-07:00", DisplayName = "an interval goes on after the skipped hour")]
    [DataRow("0 30 1 * * *", "2026-10-31T12:00:00-07:00", "2026-11-01T01:30:00-07:00", DisplayName = "a time that comes twice is the first")]
    [DataRow("0 30 1 * * *", "2026-11-01T01:30:00-07:00", "2026-11-02T01:30:00-08:00", DisplayName = "and not the second")]
    [DataRow("0 30 1 * * *", "2026-11-01T01:10:00-08:00", "2026-11-02T01:30:00-08:00", DisplayName = "not even for a host that starts between them")]
    [DataRow("0 */30 * * * *", "2026-11-01T00:30:00-07:00", "2026-11-01T01:00:00-07:00", DisplayName = "an interval enters the first hour")]
    [DataRow("0 */30 * * * *", "2026-11-01T01:30:00-07:00", "2026-11-01T01:00:00-08:00", DisplayName = "goes on into the second")]
    [DataRow("0 */30 * * * *", "2026-11-01T01:30:00-08:00", "2026-11-01T02:00:00-08:00", DisplayName = "and leaves it")]
    [DataRow("01:00:00", "2026-11-01T01:30:00-07:00", "2026-11-01T01:30:00-08:00", DisplayName = "a TimeSpan is time that passes")]
    public void Clock_changes_are_followed_as_the_service_follows_them(string schedule, string after, string next)
    {
        var found = TimerSchedule.Parse(schedule).Next(Moment(after), WestCoast);
        Assert.AreEqual(Moment(next), found);
        Assert.AreEqual(Moment(next).Offset, found.Offset);
    }

    [TestMethod]
    [DataRow("2026-03-08", 23)]
    [DataRow("2026-11-01", 25)]
    [DataRow("2026-06-01", 24)]
    public void An_hourly_schedule_fires_once_in_each_hour_that_passes(string day, int expected)
    {
        var local = DateTime.Parse(day, CultureInfo.InvariantCulture);
        var moment = new DateTimeOffset(local, WestCoast.GetUtcOffset(local)).AddSeconds(-1);
        var end = new DateTimeOffset(local.AddDays(1), WestCoast.GetUtcOffset(local.AddDays(1))).AddSeconds(-1);
        var schedule = TimerSchedule.Parse("0 0 * * * *");
        var count = 0;
        for (var next = schedule.Next(moment, WestCoast); next <= end; next = schedule.Next(next, WestCoast))
        {
            Assert.IsGreaterThan(moment, next);
            moment = next;
            count++;
        }

        Assert.AreEqual(expected, count);
    }

    [TestMethod]
    [DataRow("* * * *")]
    [DataRow("every day")]
    [DataRow("0 61 * * * *")]
    [DataRow("-00:01:00")]
    [DataRow("00:00:00")]
    public void A_schedule_that_is_neither_ncrontab_nor_a_time_span_is_refused(string schedule) =>
        Assert.Contains(schedule, Assert.ThrowsExactly<FormatException>(() => TimerSchedule.Parse(schedule)).Message);

    [TestMethod]
    [DataRow("*/10 * * * * *", true)]
    [DataRow("0,20,40 * * * * *", true)]
    [DataRow("0 * * * * *", false)]
    [DataRow("* * * * *", false)]
    [DataRow("00:00:59", true)]
    [DataRow("00:01:00", false)]
    public void A_schedule_that_fires_more_than_once_a_minute_is_not_monitored(string schedule, bool expected) =>
        Assert.AreEqual(expected, TimerSchedule.Parse(schedule).IsFasterThanAMinute(Moment("2026-03-01T10:00:30Z"), TimeZoneInfo.Utc));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
