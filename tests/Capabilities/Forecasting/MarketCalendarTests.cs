using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class MarketCalendarTests
{
    [TestMethod]
    [DataRow("DE", "2024-03-29", "Good Friday")]
    [DataRow("DE", "2025-04-20", "Easter")]
    [DataRow("DE", "2024-05-09", "Ascension")]
    [DataRow("US", "2023-11-23", "Thanksgiving")]
    [DataRow("US", "2024-11-29", "Black Friday")]
    [DataRow("CA", "2024-05-20", "Victoria Day")]
    [DataRow("CA", "2026-05-18", "Victoria Day")]
    [DataRow("GB", "2024-08-26", "Summer bank holiday")]
    [DataRow("NL", "2025-04-26", "King's Day")]
    [DataRow("SE", "2024-06-21", "Midsummer Eve")]
    [DataRow("JP", "2024-03-20", "Vernal Equinox")]
    [DataRow("JP", "2024-09-22", "Autumnal Equinox")]
    [DataRow("KR", "2024-09-17", "Chuseok")]
    [DataRow("KR", "2025-01-29", "Seollal")]
    [DataRow("SG", "2024-02-10", "Lunar New Year")]
    [DataRow("SG", "2023-01-22", "Lunar New Year")]
    [DataRow("SG", "2023-11-12", "Deepavali")]
    [DataRow("SG", "2024-10-31", "Deepavali")]
    [DataRow("SG", "2025-10-20", "Deepavali")]
    [DataRow("GB", "2022-10-24", "Diwali")]
    [DataRow("GB", "2020-11-14", "Diwali")]
    [DataRow("AE", "2024-04-10", "Eid al-Fitr")]
    [DataRow("AE", "2024-06-16", "Eid al-Adha")]
    [DataRow("AE", "2024-03-11", "Ramadan begins")]
    [DataRow("MX", "2024-11-18", "Revolution Day")]
    [DataRow("FR", "2024-01-10", "Winter Sales")]
    public void A_day_of_a_known_year_stands_on_its_date(string market, string date, string name) =>
        Assert.Contains(
            name,
            MarketCalendar.Of(market, int.Parse(date[..4], CultureInfo.InvariantCulture))
                .Where(day => day.Day == DateOnly.Parse(date, CultureInfo.InvariantCulture))
                .Select(static day => day.Name));

    [TestMethod]
    public void Every_market_and_year_has_a_calendar_in_order_with_its_paydays()
    {
        foreach (var market in MarketCalendar.Markets)
        {
            for (var year = MarketCalendar.FirstYear; year <= MarketCalendar.LastYear; year++)
            {
                var days = MarketCalendar.Of(market, year);
                Assert.IsTrue(days.Zip(days.Skip(1)).All(static pair => pair.First.Day <= pair.Second.Day));
                Assert.IsGreaterThanOrEqualTo(12, days.Count(static day => day.Kind == CalendarDayKind.Payday));
                Assert.IsTrue(days.All(day => day.Day.Year == year));
            }
        }
    }

    [TestMethod]
    public void Weekends_and_holidays_are_closed_and_ordinary_weekdays_are_not()
    {
        Assert.IsTrue(MarketCalendar.IsClosed("DE", new DateOnly(2024, 10, 3)));
        Assert.IsTrue(MarketCalendar.IsClosed("DE", new DateOnly(2024, 10, 5)));
        Assert.IsFalse(MarketCalendar.IsClosed("DE", new DateOnly(2024, 10, 8)));
        Assert.IsFalse(MarketCalendar.IsClosed("DE", new DateOnly(2024, 11, 29)));
    }

    [TestMethod]
    public void A_market_without_a_calendar_is_named() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(static () => MarketCalendar.Of("ZZ", 2024)).Message, "'ZZ'");
}
