using System.Globalization;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class CalendarTests
{
    // Dates as published by the governments or almanacs of the years.
    [TestMethod]
    [DataRow("US", "Thanksgiving", "2024-11-28")]
    [DataRow("US", "Labor Day", "2025-09-01")]
    [DataRow("CA", "Victoria Day", "2026-05-18")]
    [DataRow("CA", "Victoria Day", "2027-05-24")]
    [DataRow("GB", "Easter Monday", "2025-04-21")]
    [DataRow("GB", "Summer bank holiday", "2026-08-31")]
    [DataRow("DE", "Ascension", "2026-05-14")]
    [DataRow("DE", "Whit Monday", "2025-06-09")]
    [DataRow("PL", "Corpus Christi", "2025-06-19")]
    [DataRow("SE", "Midsummer Eve", "2026-06-19")]
    [DataRow("SE", "Midsummer Eve", "2024-06-21")]
    [DataRow("NL", "King's Day", "2025-04-26")]
    [DataRow("BR", "Carnival Tuesday", "2026-02-17")]
    [DataRow("MX", "Revolution Day", "2026-11-16")]
    [DataRow("JP", "Vernal Equinox", "2025-03-20")]
    [DataRow("JP", "Vernal Equinox", "2027-03-21")]
    [DataRow("JP", "Autumnal Equinox", "2026-09-23")]
    [DataRow("JP", "Coming of Age Day", "2026-01-12")]
    [DataRow("KR", "Seollal", "2025-01-29")]
    [DataRow("KR", "Seollal", "2026-02-17")]
    [DataRow("KR", "Chuseok", "2025-10-06")]
    [DataRow("KR", "Chuseok", "2026-09-25")]
    [DataRow("KR", "Buddha's Birthday", "2026-05-24")]
    [DataRow("SG", "Chinese New Year", "2024-02-10")]
    [DataRow("SG", "Chinese New Year", "2027-02-06")]
    [DataRow("AE", "Eid al-Fitr", "2025-03-30")]
    [DataRow("AE", "Eid al-Adha", "2026-05-27")]
    [DataRow("AE", "Islamic New Year", "2025-06-26")]
    public void A_holiday_falls_on_its_known_day(string market, string name, string expected)
    {
        var day = DateOnly.Parse(expected, CultureInfo.InvariantCulture);

        var days = NationalHolidays.Of(market, day.Year).Where(holiday => holiday.Name == name).Select(static holiday => holiday.Day);

        CollectionAssert.AreEqual(new[] { day }, days.ToArray());
    }

    [TestMethod]
    [DataRow("US", "Black Friday", "2026-11-27")]
    [DataRow("AE", "White Friday", "2025-11-28")]
    [DataRow("DE", "Cyber Monday", "2025-12-01")]
    [DataRow("SG", "Singles' Day", "2026-11-11")]
    [DataRow("GB", "Boxing Day", "2026-12-26")]
    [DataRow("KR", "Mid-Year 6.18", "2026-06-18")]
    [DataRow("BR", "Mother's Day Sale", "2026-05-07")]
    public void A_sales_day_falls_on_its_known_day(string market, string name, string expected)
    {
        var day = DateOnly.Parse(expected, CultureInfo.InvariantCulture);

        var days = SalesDays.Of(market, day.Year).Where(sale => sale.Name == name).Select(static sale => sale.Day);

        CollectionAssert.AreEqual(new[] { day }, days.ToArray());
    }

    [TestMethod]
    public void Every_market_has_holidays_and_sales_days_in_every_year_that_can_be_simulated()
    {
        foreach (var market in MarketProfiles.Codes)
        {
            for (var year = 2000; year <= 2090; year++)
            {
                Assert.IsTrue(NationalHolidays.Of(market, year).Any(), $"{market} has no holiday in {year}.");
                Assert.IsTrue(SalesDays.Of(market, year).Any(), $"{market} has no sales day in {year}.");
                Assert.IsTrue(NationalHolidays.Of(market, year).All(holiday => holiday.Day.Year == year), $"{market} {year}");
            }
        }
    }

    [TestMethod]
    public void Demand_is_about_one_over_a_year_and_high_on_black_friday()
    {
        foreach (var code in MarketProfiles.Codes)
        {
            Assert.IsTrue(MarketProfiles.TryGet(code, out var profile));
            var calendar = new MarketCalendar(profile);
            var days = Enumerable.Range(0, 365).Select(day => calendar.On(new DateOnly(2026, 1, 1).AddDays(day))).ToArray();

            Assert.IsInRange(0.95, 1.12, days.Average(static day => day.Demand), code);
            Assert.IsGreaterThan(1.5, calendar.On(new DateOnly(2026, 11, 27)).Demand, code);
            Assert.IsGreaterThan(0.3, calendar.On(new DateOnly(2026, 11, 27)).Discount, code);
        }
    }

    [TestMethod]
    [DataRow("Europe/Berlin", "2026-03-29T00:59:00Z", "01:59", DisplayName = "Before the clocks go forward")]
    [DataRow("Europe/Berlin", "2026-03-29T01:00:00Z", "03:00", DisplayName = "After the clocks went forward")]
    [DataRow("Australia/Sydney", "2026-01-15T00:00:00Z", "11:00", DisplayName = "Southern summer")]
    [DataRow("America/Sao_Paulo", "2026-01-15T00:00:00Z", "21:00", DisplayName = "No daylight saving any more")]
    public void Local_time_follows_daylight_saving(string zone, string instant, string expected)
    {
        var local = new MarketClock(zone).Local(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

        Assert.AreEqual(expected, local.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void A_zone_that_this_machine_lacks_is_named_with_what_to_do()
    {
        var fault = Assert.ThrowsExactly<SimulationException>(static () => new MarketClock("Mars/Olympus_Mons"));

        Assert.Contains("Mars/Olympus_Mons", fault.Message);
        Assert.Contains("tzdata", fault.Message);
    }

    [TestMethod]
    public void People_shop_in_their_evening_and_hardly_at_night()
    {
        var options = EventsOfARun.Small with { Markets = ["JP"], FraudRate = 0, PaymentsPerDay = 3_000 };
        var clock = new MarketClock("Asia/Tokyo");
        var hours = new int[24];
        foreach (var simulated in EventsOfARun.Of(options).Take(60_000))
        {
            hours[clock.Local(simulated.Event.OccurredAt).Hour]++;
        }

        Assert.IsGreaterThan(5 * hours[4], hours[21]);
    }
}
