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
    [DataRow("SG", "2000-02-05", "Lunar New Year")]
    [DataRow("SG", "2020-01-25", "Lunar New Year")]
    [DataRow("US", "2021-02-12", "Lunar New Year")]
    [DataRow("KR", "2022-02-01", "Seollal")]
    [DataRow("SG", "2025-01-29", "Lunar New Year")]
    [DataRow("AU", "2026-02-17", "Lunar New Year")]
    [DataRow("SG", "2027-02-06", "Lunar New Year")]
    [DataRow("AE", "2021-04-13", "Ramadan begins")]
    [DataRow("FR", "2022-04-02", "Ramadan begins")]
    [DataRow("AE", "2023-03-23", "Ramadan begins")]
    [DataRow("AE", "2025-03-01", "Ramadan begins")]
    [DataRow("AE", "2026-02-18", "Ramadan begins")]
    [DataRow("AE", "2024-03-20", "Ramadan")]
    [DataRow("AE", "2025-03-29", "Ramadan")]
    [DataRow("AE", "2021-05-13", "Eid al-Fitr")]
    [DataRow("AE", "2022-05-02", "Eid al-Fitr")]
    [DataRow("AE", "2023-04-21", "Eid al-Fitr")]
    [DataRow("SG", "2025-03-30", "Eid al-Fitr")]
    [DataRow("GB", "2026-03-20", "Eid al-Fitr")]
    [DataRow("AE", "2021-07-20", "Eid al-Adha")]
    [DataRow("AE", "2022-07-09", "Eid al-Adha")]
    [DataRow("AE", "2023-06-28", "Eid al-Adha")]
    [DataRow("AE", "2025-06-06", "Eid al-Adha")]
    [DataRow("AE", "2026-05-27", "Eid al-Adha")]
    [DataRow("GB", "2019-10-27", "Diwali")]
    [DataRow("GB", "2021-11-04", "Diwali")]
    [DataRow("SG", "2026-11-08", "Deepavali")]
    [DataRow("IT", "2000-04-23", "Easter")]
    [DataRow("IT", "2008-03-23", "Easter")]
    [DataRow("IT", "2011-04-24", "Easter")]
    [DataRow("PL", "2019-04-21", "Easter Sunday")]
    [DataRow("GB", "2024-03-31", "Easter")]
    [DataRow("PL", "2026-04-05", "Easter Sunday")]
    [DataRow("GB", "2038-04-25", "Easter")]
    [DataRow("JP", "2024-04-29", "Golden Week of Japan")]
    [DataRow("JP", "2025-05-05", "Golden Week of Japan")]
    [DataRow("SG", "2024-10-01", "Golden Week of China")]
    [DataRow("US", "2025-10-07", "Golden Week of China")]
    [DataRow("US", "2021-11-25", "Thanksgiving")]
    [DataRow("US", "2025-11-27", "Thanksgiving")]
    [DataRow("CA", "2024-10-14", "Thanksgiving")]
    [DataRow("DE", "2022-11-25", "Black Friday")]
    [DataRow("BR", "2025-11-28", "Black Friday")]
    [DataRow("AE", "2024-11-29", "White Friday")]
    [DataRow("ES", "2024-12-02", "Cyber Monday")]
    [DataRow("SG", "2024-11-11", "Singles' Day")]
    [DataRow("PL", "2025-06-18", "Mid-Year 6.18")]
    [DataRow("US", "2022-07-12", "Member Days", DisplayName = "Prime Day of 2022")]
    [DataRow("GB", "2023-07-12", "Member Days", DisplayName = "Prime Day of 2023, second day")]
    [DataRow("GB", "2024-12-26", "Boxing Day")]
    [DataRow("CA", "2025-12-26", "Boxing Day")]
    [DataRow("AU", "2023-12-26", "Boxing Day")]
    [DataRow("MX", "2024-11-15", "Buen Fin")]
    [DataRow("SG", "2024-05-22", "Vesak Day")]
    [DataRow("SG", "2025-05-12", "Vesak Day")]
    [DataRow("PL", "2024-09-02", "School year begins")]
    [DataRow("PL", "2025-09-01", "School year begins")]
    [DataRow("PL", "2024-06-22", "School holidays")]
    [DataRow("PL", "2025-06-28", "School holidays")]
    [DataRow("KR", "2023-03-02", "School year begins")]
    [DataRow("KR", "2024-03-04", "School year begins")]
    [DataRow("SG", "2024-01-02", "School year begins")]
    [DataRow("MX", "2024-08-26", "School year begins")]
    [DataRow("AE", "2025-08-25", "School year begins")]
    [DataRow("SG", "2024-12-20", "Back to School")]
    [DataRow("US", "2026-06-19", "Juneteenth")]
    [DataRow("US", "2022-06-20", "Juneteenth (in lieu)")]
    [DataRow("US", "2026-07-03", "Independence Day (in lieu)")]
    [DataRow("US", "2021-12-31", "New Year (in lieu)")]
    [DataRow("GB", "2021-12-28", "Boxing Day (in lieu)")]
    [DataRow("GB", "2022-12-27", "Christmas Day (in lieu)")]
    [DataRow("GB", "2026-12-28", "Boxing Day (in lieu)")]
    [DataRow("JP", "2024-05-06", "Children's Day (in lieu)")]
    [DataRow("JP", "2026-05-06", "Constitution Day (in lieu)")]
    [DataRow("JP", "2026-09-22", "Citizens' Holiday")]
    [DataRow("SG", "2023-01-24", "Lunar New Year (in lieu)")]
    [DataRow("KR", "2024-02-12", "Seollal Second Day (in lieu)")]
    [DataRow("AU", "2025-01-27", "Australia Day (in lieu)")]
    [DataRow("DE", "2025-02-28", "Payday")]
    [DataRow("IT", "2025-03-27", "Payday")]
    public void A_day_of_a_known_year_stands_on_its_date(string market, string date, string name) =>
        Assert.Contains(
            name,
            MarketCalendar.Of(market, int.Parse(date[..4], CultureInfo.InvariantCulture))
                .Where(day => day.Day == DateOnly.Parse(date, CultureInfo.InvariantCulture))
                .Select(static day => day.Name));

    [TestMethod]
    [DataRow("2024-02-09", DisplayName = "Spring Festival's eve")]
    [DataRow("2025-02-03", DisplayName = "Spring Festival's sixth day")]
    [DataRow("2024-04-04", DisplayName = "Qingming of 2024")]
    [DataRow("2026-04-05", DisplayName = "Qingming of 2026")]
    [DataRow("2024-06-10", DisplayName = "Dragon Boat of 2024")]
    [DataRow("2025-05-31", DisplayName = "Dragon Boat of 2025")]
    [DataRow("2024-09-17", DisplayName = "Mid-Autumn of 2024")]
    [DataRow("2025-10-06", DisplayName = "Mid-Autumn and Golden Week of 2025")]
    [DataRow("2024-10-07", DisplayName = "Golden Week's last day")]
    public void Factories_in_China_are_closed_on_its_holidays_and_a_market_there_is_none(string date)
    {
        Assert.IsTrue(MarketCalendar.IsClosed("CN", DateOnly.Parse(date, CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("CN", MarketCalendar.Markets);
        Assert.IsFalse(MarketCalendar.IsClosed("CN", new DateOnly(2024, 10, 8)));
    }

    [TestMethod]
    public void A_year_may_hold_two_of_an_Islamic_feast()
    {
        var feasts = MarketCalendar.Of("AE", 2008).Where(static day => day.Name == "Islamic New Year").Select(static day => day.Day).ToArray();
        CollectionAssert.AreEqual(new[] { new DateOnly(2008, 1, 10), new DateOnly(2008, 12, 29) }, feasts);
        Assert.AreEqual(2, MarketCalendar.Of("AE", 2030).Count(static day => day.Name == "Ramadan begins"));
    }

    [TestMethod]
    public void Every_storefront_has_a_calendar() =>
        Assert.IsEmpty(XbFunctions.Contracts.Markets.All.Select(static market => market.Code.ToString()).Except(MarketCalendar.Markets));

    [TestMethod]
    public void The_Emirates_rested_on_Friday_before_2022()
    {
        Assert.IsTrue(MarketCalendar.IsClosed("AE", new DateOnly(2021, 6, 4)));
        Assert.IsFalse(MarketCalendar.IsClosed("AE", new DateOnly(2021, 6, 6)));
        Assert.IsTrue(MarketCalendar.IsClosed("AE", new DateOnly(2024, 6, 2)));
    }

    [TestMethod]
    public void What_is_known_ahead_marks_each_kind_of_day_in_its_column()
    {
        var columns = KnownDays.Of("GB", new DateOnly(2024, 8, 1), 160);
        Assert.HasCount(KnownDays.Names.Count, columns);
        double On(string column, int month, int day) =>
            columns[KnownDays.Names.ToList().IndexOf(column)][new DateOnly(2024, month, day).DayNumber - new DateOnly(2024, 8, 1).DayNumber];
        Assert.AreEqual(1, On("public holiday", 8, 26));
        Assert.AreEqual(1, On("festival", 11, 1) + On("festival", 10, 31));
        Assert.AreEqual(1, On("sales day", 11, 29));
        Assert.AreEqual(1, On("payday", 9, 28));
        Assert.AreEqual(1, On("back to school", 8, 20));
        Assert.AreEqual(1, On("school holiday", 8, 10));
        Assert.AreEqual(0, columns.Sum(static column => column[new DateOnly(2024, 10, 16).DayNumber - new DateOnly(2024, 8, 1).DayNumber]));
    }

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
