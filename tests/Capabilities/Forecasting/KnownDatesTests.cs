using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

/// <summary>Dates of known years, as governments, school authorities and shops announced them.</summary>
[TestClass]
public sealed class KnownDatesTests
{
    [TestMethod]
    [DataRow("US", "2024-07-04", "Independence Day")]
    [DataRow("US", "2024-05-27", "Memorial Day")]
    [DataRow("CA", "2023-10-09", "Thanksgiving")]
    [DataRow("DE", "2024-05-09", "Ascension")]
    [DataRow("DE", "2024-12-26", "Second Christmas Day")]
    [DataRow("US", "2019-09-02", "Labor Day")]
    [DataRow("US", "2023-01-16", "Martin Luther King Day")]
    [DataRow("CA", "2023-07-03", "Canada Day (in lieu)")]
    [DataRow("CA", "2024-09-02", "Labour Day")]
    [DataRow("CA", "2022-04-15", "Good Friday")]
    [DataRow("GB", "2022-06-02", "Spring bank holiday")]
    [DataRow("GB", "2022-06-03", "Platinum Jubilee")]
    [DataRow("GB", "2022-09-19", "State Funeral")]
    [DataRow("GB", "2023-05-08", "Coronation")]
    [DataRow("GB", "2020-05-08", "Early May bank holiday")]
    [DataRow("DE", "2023-10-03", "German Unity Day")]
    [DataRow("DE", "2025-06-09", "Whit Monday")]
    [DataRow("DE", "2017-10-31", "Reformation Day")]
    [DataRow("FR", "2024-05-08", "Victory Day")]
    [DataRow("FR", "2024-05-09", "Ascension")]
    [DataRow("FR", "2023-07-14", "Bastille Day")]
    [DataRow("FR", "2022-06-06", "Whit Monday")]
    [DataRow("FR", "2025-11-11", "Armistice Day")]
    [DataRow("ES", "2024-01-06", "Epiphany")]
    [DataRow("ES", "2023-04-07", "Good Friday")]
    [DataRow("ES", "2022-10-12", "National Day")]
    [DataRow("ES", "2024-12-06", "Constitution Day")]
    [DataRow("ES", "2023-12-08", "Immaculate Conception")]
    [DataRow("IT", "2024-04-25", "Liberation Day")]
    [DataRow("IT", "2023-06-02", "Republic Day")]
    [DataRow("IT", "2024-08-15", "Assumption")]
    [DataRow("IT", "2024-04-01", "Easter Monday")]
    [DataRow("IT", "2022-12-26", "Saint Stephen")]
    [DataRow("IT", "2026-10-04", "Saint Francis")]
    [DataRow("PL", "2025-12-24", "Christmas Eve")]
    [DataRow("PL", "2024-05-30", "Corpus Christi")]
    [DataRow("PL", "2024-05-03", "Constitution Day")]
    [DataRow("PL", "2018-11-12", "Centenary of Independence")]
    [DataRow("PL", "2023-11-11", "Independence Day")]
    [DataRow("NL", "2024-05-09", "Ascension")]
    [DataRow("NL", "2024-05-20", "Whit Monday")]
    [DataRow("NL", "2024-04-01", "Easter Monday")]
    [DataRow("NL", "2025-05-05", "Liberation Day")]
    [DataRow("NL", "2013-04-30", "Queen's Day")]
    [DataRow("SE", "2024-01-06", "Epiphany")]
    [DataRow("SE", "2024-05-09", "Ascension")]
    [DataRow("SE", "2023-06-06", "National Day")]
    [DataRow("SE", "2023-06-23", "Midsummer Eve")]
    [DataRow("SE", "2024-03-29", "Good Friday")]
    [DataRow("JP", "2018-12-23", "Emperor's Birthday")]
    [DataRow("JP", "2020-02-23", "Emperor's Birthday")]
    [DataRow("JP", "2020-02-24", "Emperor's Birthday (in lieu)")]
    [DataRow("JP", "2020-07-23", "Marine Day")]
    [DataRow("JP", "2021-07-22", "Marine Day")]
    [DataRow("JP", "2021-08-09", "Mountain Day (in lieu)")]
    [DataRow("JP", "2019-04-30", "Citizens' Holiday")]
    [DataRow("JP", "2019-05-01", "Accession")]
    [DataRow("JP", "2019-10-22", "Enthronement")]
    [DataRow("JP", "2024-01-08", "Coming of Age Day")]
    [DataRow("KR", "2023-05-29", "Buddha's Birthday (in lieu)")]
    [DataRow("KR", "2021-08-16", "Liberation Day (in lieu)")]
    [DataRow("KR", "2018-05-07", "Children's Day (in lieu)")]
    [DataRow("KR", "2025-05-06", "Buddha's Birthday (in lieu)")]
    [DataRow("KR", "2025-10-08", "Chuseok Eve (in lieu)")]
    [DataRow("KR", "2017-10-06", "Chuseok Eve (in lieu)")]
    [DataRow("KR", "2024-05-15", "Buddha's Birthday")]
    [DataRow("KR", "2023-10-09", "Hangul Day")]
    [DataRow("BR", "2024-11-20", "Black Consciousness Day")]
    [DataRow("BR", "2024-04-21", "Tiradentes")]
    [DataRow("BR", "2024-03-29", "Good Friday")]
    [DataRow("BR", "2023-09-07", "Independence Day")]
    [DataRow("BR", "2023-11-02", "All Souls")]
    [DataRow("BR", "2025-11-15", "Republic Day")]
    [DataRow("MX", "2024-02-05", "Constitution Day")]
    [DataRow("MX", "2024-03-18", "Benito Juarez Day")]
    [DataRow("MX", "2023-09-16", "Independence Day")]
    [DataRow("MX", "2024-10-01", "Change of Government")]
    [DataRow("MX", "2018-12-01", "Change of Government")]
    [DataRow("AE", "2024-06-15", "Arafat Day")]
    [DataRow("AE", "2024-09-15", "Prophet's Birthday")]
    [DataRow("AE", "2023-09-27", "Prophet's Birthday")]
    [DataRow("AE", "2023-06-27", "Arafat Day")]
    [DataRow("AE", "2024-12-02", "National Day")]
    [DataRow("AE", "2023-12-01", "Commemoration Day")]
    [DataRow("AE", "2024-07-07", "Islamic New Year")]
    [DataRow("AU", "2024-04-25", "Anzac Day")]
    [DataRow("AU", "2024-01-26", "Australia Day")]
    [DataRow("AU", "2022-09-22", "Day of Mourning")]
    [DataRow("AU", "2023-04-10", "Easter Monday")]
    [DataRow("AU", "2021-12-28", "Boxing Day (in lieu)")]
    [DataRow("SG", "2024-08-09", "National Day")]
    [DataRow("SG", "2023-04-07", "Good Friday")]
    [DataRow("SG", "2024-05-01", "Labour Day")]
    [DataRow("SG", "2023-01-02", "New Year (in lieu)")]
    [DataRow("SG", "2018-11-06", "Deepavali")]
    [DataRow("SG", "2023-06-29", "Eid al-Adha")]
    [DataRow("SG", "2022-07-11", "Eid al-Adha (in lieu)")]
    [DataRow("KR", "2027-07-19", "Constitution Day (in lieu)")]
    [DataRow("US", "2015-07-15", "Member Days")]
    [DataRow("US", "2020-10-14", "Member Days")]
    [DataRow("DE", "2021-06-22", "Member Days")]
    [DataRow("GB", "2024-07-16", "Member Days")]
    [DataRow("US", "2024-07-17", "Member Days")]
    [DataRow("FR", "2025-07-11", "Member Days")]
    [DataRow("US", "2026-06-26", "Member Days")]
    [DataRow("US", "2027-06-22", "Member Days")]
    [DataRow("JP", "2025-07-14", "Member Days")]
    [DataRow("DE", "2023-10-11", "Autumn Member Days")]
    [DataRow("US", "2025-10-08", "Autumn Member Days")]
    [DataRow("AE", "2024-03-11", "Ramadan")]
    [DataRow("AE", "2024-04-09", "Ramadan")]
    [DataRow("GB", "2025-03-01", "Ramadan")]
    [DataRow("GB", "2025-03-29", "Ramadan")]
    [DataRow("FR", "2026-02-18", "Ramadan")]
    [DataRow("DE", "2026-03-19", "Ramadan")]
    [DataRow("NL", "2024-04-09", "Ramadan")]
    [DataRow("SE", "2024-03-11", "Ramadan")]
    [DataRow("SG", "2024-03-20", "Ramadan")]
    [DataRow("US", "2024-08-19", "School year begins")]
    [DataRow("CA", "2024-09-03", "School year begins")]
    [DataRow("GB", "2024-09-03", "School year begins")]
    [DataRow("FR", "2024-09-02", "School year begins")]
    [DataRow("FR", "2023-09-04", "School year begins")]
    [DataRow("FR", "2025-09-01", "School year begins")]
    [DataRow("PL", "2023-09-04", "School year begins")]
    [DataRow("ES", "2024-09-09", "School year begins")]
    [DataRow("IT", "2024-09-12", "School year begins")]
    [DataRow("NL", "2024-08-26", "School year begins")]
    [DataRow("NL", "2025-08-25", "School year begins")]
    [DataRow("NL", "2023-08-28", "School year begins")]
    [DataRow("JP", "2024-04-08", "School year begins")]
    [DataRow("JP", "2025-04-07", "School year begins")]
    [DataRow("KR", "2025-03-04", "School year begins")]
    [DataRow("BR", "2025-02-03", "School year begins")]
    [DataRow("MX", "2025-09-01", "School year begins")]
    [DataRow("MX", "2023-08-28", "School year begins")]
    [DataRow("AE", "2023-08-28", "School year begins")]
    [DataRow("SG", "2023-01-03", "School year begins")]
    [DataRow("SG", "2025-01-02", "School year begins")]
    public void A_day_of_a_known_year_stands_on_its_date(string market, string date, string name) =>
        Assert.Contains(name, NamesOf(market, date));

    [TestMethod]
    [DataRow("US", "2020-06-19", "Juneteenth", DisplayName = "before it was one")]
    [DataRow("GB", "2022-05-30", "Spring bank holiday", DisplayName = "moved for the jubilee")]
    [DataRow("BR", "2023-11-20", "Black Consciousness Day", DisplayName = "in some states only")]
    [DataRow("PL", "2024-12-24", "Christmas Eve", DisplayName = "the last working one")]
    [DataRow("JP", "2019-02-23", "Emperor's Birthday", DisplayName = "not yet emperor")]
    [DataRow("JP", "2019-12-23", "Emperor's Birthday", DisplayName = "no longer emperor")]
    [DataRow("JP", "2020-07-20", "Marine Day", DisplayName = "moved for the Games")]
    [DataRow("JP", "2020-10-12", "Sports Day", DisplayName = "moved for the Games, too")]
    [DataRow("KR", "2022-05-09", "Buddha's Birthday (in lieu)", DisplayName = "before it was given back")]
    [DataRow("KR", "2021-12-27", "Christmas Day (in lieu)", DisplayName = "before it was given back, too")]
    [DataRow("US", "2021-07-13", "Member Days", DisplayName = "held in June")]
    [DataRow("US", "2020-07-14", "Member Days", DisplayName = "put off to October")]
    [DataRow("CA", "2021-06-21", "Member Days", DisplayName = "not held in Canada")]
    [DataRow("US", "2014-07-08", "Member Days", DisplayName = "before there were any")]
    [DataRow("AE", "2024-04-10", "Ramadan", DisplayName = "the feast after it")]
    [DataRow("PL", "2024-03-20", "Ramadan", DisplayName = "where few keep it")]
    public void A_day_that_was_none_is_none(string market, string date, string name) =>
        Assert.DoesNotContain(name, NamesOf(market, date));

    // Where regions differ the rule is near the dates of a large one.
    [TestMethod]
    [DataRow("DE", "2024-08-21", DisplayName = "North Rhine-Westphalia")]
    [DataRow("SE", "2024-08-20", DisplayName = "Stockholm")]
    [DataRow("AU", "2024-01-30", DisplayName = "Victoria")]
    [DataRow("ES", "2025-09-08", DisplayName = "Madrid")]
    [DataRow("IT", "2025-09-12", DisplayName = "Lombardy")]
    [DataRow("GB", "2025-09-02", DisplayName = "England")]
    [DataRow("BR", "2024-02-05", DisplayName = "the city of Sao Paulo")]
    public void School_begins_within_three_days_of_a_large_region(string market, string date)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var begin = MarketCalendar.Of(market, day.Year).Single(static one => one.Name == "School year begins").Day;
        Assert.IsInRange(0, 3, Math.Abs(begin.DayNumber - day.DayNumber));
    }

    [TestMethod]
    public void Ramadan_is_a_month_of_29_or_30_days_between_its_first_and_the_feast()
    {
        for (var year = 2000; year < 2040; year++)
        {
            var days = MarketCalendar.Of("GB", year);
            foreach (var first in days.Where(static day => day.Name == "Ramadan begins" && day.Day.Month < 12))
            {
                var month = days.Where(day => day.Kind == CalendarDayKind.FastingMonth && day.Day >= first.Day && day.Day <= first.Day.AddDays(35)).ToList();
                Assert.IsInRange(29, 30, month.Count);
                Assert.AreEqual(first.Day, month[0].Day);
                Assert.Contains(month[^1].Day.AddDays(1), days.Where(static day => day.Name == "Eid al-Fitr").Select(static day => day.Day).ToArray());
            }
        }
    }

    [TestMethod]
    public void Every_market_has_public_holidays_of_known_years_and_a_school_year_here()
    {
        var rows = typeof(KnownDatesTests).GetMethod(nameof(A_day_of_a_known_year_stands_on_its_date))!.GetCustomAttributes(typeof(DataRowAttribute), false)
            .Cast<DataRowAttribute>().Select(static row => ((string)row.Data[0]!, (string)row.Data[1]!, (string)row.Data[2]!)).ToList();
        var schools = typeof(KnownDatesTests).GetMethod(nameof(School_begins_within_three_days_of_a_large_region))!.GetCustomAttributes(typeof(DataRowAttribute), false)
            .Cast<DataRowAttribute>().Select(static row => (string)row.Data[0]!).ToList();
        foreach (var market in MarketCalendar.Markets)
        {
            var own = rows.Where(row => row.Item1 == market).ToList();
            Assert.IsGreaterThanOrEqualTo(4, own.Count(row => KindsOf(row.Item1, row.Item2, row.Item3).Contains(CalendarDayKind.PublicHoliday)), market);
            Assert.IsTrue(own.Exists(static row => row.Item3 == "School year begins") || schools.Contains(market), market);
        }
    }

    private static string[] NamesOf(string market, string date) => [.. DaysOf(market, date).Select(static day => day.Name)];

    private static IEnumerable<CalendarDayKind> KindsOf(string market, string date, string name) =>
        DaysOf(market, date).Where(day => day.Name == name).Select(static day => day.Kind);

    private static IEnumerable<CalendarDay> DaysOf(string market, string date)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        return MarketCalendar.Of(market, day.Year).Where(one => one.Day == day);
    }
}
