using System.Globalization;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Sales;

/// <summary>A history of sales out of a CSV file.</summary>
/// <param name="Days">Days by market.</param>
/// <param name="Plans">Prices and promotions ahead by market.</param>
/// <param name="Categories">Category by product, of those that the file says.</param>
internal sealed record SalesFile(
    IReadOnlyDictionary<CountryCode, List<SalesDay>> Days,
    IReadOnlyDictionary<CountryCode, List<PlannedDay>> Plans,
    IReadOnlyDictionary<string, string> Categories)
{
    private const long MostUnits = 1_000_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Plain or gzip.</param>
    /// <param name="now">Tells which days of a market are over.</param>
    /// <exception cref="CommandException">The file is not there, or a row is wrong: the message names line and column.</exception>
    public static SalesFile Read(string path, DateTimeOffset now)
    {
        using var csv = CsvFile.Open(path, ["date", "sku", "market", "units", "price", "promotion"], "category", "stock_out");
        var (days, plans, categories) = (new Dictionary<CountryCode, List<SalesDay>>(), new Dictionary<CountryCode, List<PlannedDay>>(), new Dictionary<string, string>());
        while (csv.Read())
        {
            if (!csv.IsComplete)
            {
                throw new CommandException($"{csv.Name} line {csv.Line}: {csv.ShapeProblem}.");
            }

            Expect(DateOnly.TryParseExact(csv.Field(0), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), csv, "date", "a date such as 2026-03-14");
            Expect(Sku.TryCreate(csv.Field(1).ToString(), out var sku), csv, "sku", $"1 to {IdText.MaxLength} characters, none of them a control character");
            Expect(CountryCode.TryParse(csv.Field(2), out var market) && !market.IsUnknown, csv, "market", "an ISO 3166-1 alpha-2 code such as DE");
            var (isOver, isPlan) = (day < MarketDays.Of(market, now), csv.Field(3).IsEmpty);
            Expect(isPlan || isOver, csv, "date", "a day that is over in its market; what is planned from today on has no units");
            Expect(!isPlan || !isOver, csv, "units", "a whole number, 0 or more: the day is over");
            var units = 0L;
            Expect(isPlan || long.TryParse(csv.Field(3), NumberStyles.None, CultureInfo.InvariantCulture, out units) && units <= MostUnits, csv, "units", "a whole number, 0 or more");
            var price = 0m;
            var isPriced = !isPlan || !csv.Field(4).IsEmpty;
            Expect(!isPriced || (decimal.TryParse(csv.Field(4), NumberStyles.Float, CultureInfo.InvariantCulture, out price) && price is >= 0 and < 10_000_000), csv, "price", "euros, 0 or more");
            var isPromotion = Flag(csv, 5, "promotion");
            var isOut = Flag(csv, 7, "stock_out");
            if (csv.Field(6) is { Length: > 0 } category)
            {
                Expect(category.Length <= IdText.MaxLength && category.IndexOfAny("\t\r\n/*") < 0, csv, "category", $"1 to {IdText.MaxLength} characters without tab, slash and asterisk");
                categories[sku.Value] = category.ToString();
            }

            if (isPlan)
            {
                Expect(!isOut, csv, "stock_out", "empty or 0 for a day ahead");
                ListOf(plans, market).Add(new PlannedDay(sku.Value, day, isPriced ? (long)Math.Round(price * 100) : null, isPromotion));
                continue;
            }

            ListOf(days, market).Add(new SalesDay(sku.Value, day, units, 0, (long)Math.Round(units * price * 100), isPromotion, isOut));
        }

        return new SalesFile(days, plans, categories);
    }

    private static List<T> ListOf<T>(Dictionary<CountryCode, List<T>> lists, CountryCode market) =>
        lists.TryGetValue(market, out var list) ? list : lists[market] = [];

    private static bool Flag(CsvFile csv, int column, string name)
    {
        var text = csv.Field(column);
        Expect(text is "" or "0" or "1" || bool.TryParse(text, out _), csv, name, "0 or 1");
        return text is "1" || (bool.TryParse(text, out var flag) && flag);
    }

    private static void Expect(bool isRight, CsvFile csv, string column, string expected)
    {
        if (!isRight)
        {
            throw new CommandException($"{csv.Name} line {csv.Line}: column '{column}' is not {expected}. Nothing was imported.");
        }
    }
}
