using System.Globalization;
using Microsoft.AspNetCore.Http;
using XbFunctions.Contracts;

namespace XbFunctions.App.Http;

/// <summary>
/// Reads parameters of a query string. The first that is wrong is kept as <see cref="Problem"/>; the readings after it give defaults.
/// </summary>
/// <param name="request">The request.</param>
internal sealed class QueryReader(HttpRequest request)
{
    /// <summary>Answer about the first wrong parameter; null when all were right.</summary>
    public IResult? Problem { get; private set; }

    /// <summary>Reads a storefront.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The storefront; the default when it is left out.</returns>
    public CountryCode Country(string name)
    {
        if (Text(name) is not { } text)
        {
            return default;
        }

        return CountryOf(name, text);
    }

    /// <summary>Reads a storefront that stands elsewhere than in the query string, such as in the route.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="text">Its value.</param>
    /// <returns>The storefront; the default when it is refused.</returns>
    public CountryCode CountryOf(string name, string text) => CountryCode.TryParse(text, out var country) && !country.IsUnknown
        ? country
        : Refuse<CountryCode>(name, "A market is an ISO 3166-1 alpha-2 country code of two capitals, such as DE.");

    /// <summary>Reads a time.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="otherwise">What holds when it is left out.</param>
    public DateTimeOffset Time(string name, DateTimeOffset otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        // A plus that was not escaped arrives as a blank.
        return DateTimeOffset.TryParse(
            text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is > 1970 and < 2200
            ? time
            : Refuse(name, "A time is RFC 3339, such as 2026-03-14T09:00:00Z; a date alone is its first moment in UTC.", otherwise);
    }

    /// <summary>Reads a day.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="otherwise">What holds when it is left out.</param>
    public DateOnly? Day(string name, DateOnly? otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 2200
            ? day
            : Refuse(name, "Expected a day such as 2026-03-14.", otherwise);
    }

    /// <summary>Reads one of several words.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="words">The words.</param>
    /// <returns>The word; null when it is left out.</returns>
    public string? OneOf(string name, IReadOnlyList<string> words)
    {
        var text = Text(name);
        return text is null || words.Contains(text) ? text : Refuse<string>(name, $"Expected one of {string.Join(", ", words)}.");
    }

    /// <summary>Reads a number.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="otherwise">What holds when it is left out.</param>
    /// <param name="least">Least value.</param>
    /// <param name="most">Greatest value.</param>
    public double Number(string name, double otherwise, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Expected a number from {least} to {most}."), otherwise);
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="otherwise">What holds when it is left out.</param>
    /// <param name="least">Least value.</param>
    /// <param name="most">Greatest value.</param>
    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Expected a whole number from {least} to {most}."), otherwise);
    }

    /// <summary>Reads levels of intervals.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>80, 95 or both; both when they are left out.</returns>
    public IReadOnlyList<int> Levels(string name)
    {
        if (Text(name) is not { } text)
        {
            return [80, 95];
        }

        var levels = text.Split(',');
        return Array.TrueForAll(levels, static level => level is "80" or "95")
            ? [.. levels.Distinct().Select(static level => int.Parse(level, CultureInfo.InvariantCulture))]
            : Refuse<IReadOnlyList<int>>(name, "Levels are 80 and 95, with a comma between them.") ?? [];
    }

    /// <summary>Reads a short text.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <returns>The text; null when it is left out.</returns>
    public string? Identifier(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return PaymentId.TryCreate(text, out _)
            ? text
            : Refuse<string>(name, $"Expected 1 to {IdText.MaxLength} characters and no control characters.");
    }

    /// <summary>Refuses a parameter, unless one was refused before.</summary>
    /// <typeparam name="T">What was to be read.</typeparam>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="detail">What is wrong, one sentence.</param>
    public T? Refuse<T>(string name, string detail)
    {
        Problem ??= Problems.BadRequest(name, detail);
        return default;
    }

    // What is reckoned from a refused value must not fail before the problem is answered.
    private T Refuse<T>(string name, string detail, T otherwise)
    {
        Refuse<T>(name, detail);
        return otherwise;
    }

    private string? Text(string name) => request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } text, ..] ? text : null;
}
