using System.Globalization;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Segments by recency, frequency and money, each with its reason. A customer may be in several.</summary>
public static class CustomerSegments
{
    private const string New = "new";
    private const string Active = "active";
    private const string AtRisk = "atRisk";
    private const string Lapsed = "lapsed";
    private const string Browser = "browser";
    private const string Loyal = "loyal";
    private const string BigSpender = "bigSpender";
    private const int NewDays = 30;
    private const int ActiveDays = 30;
    private const int LapsedDays = 180;
    private const int LoyalOrders = 3;
    private const double BigSpent = 500;

    /// <summary>Names of all segments.</summary>
    public static IReadOnlyList<string> Names { get; } = [New, Active, AtRisk, Lapsed, Browser, Loyal, BigSpender];

    /// <summary>The segments of a customer.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="now">The time to judge recency by, UTC.</param>
    /// <returns>One at least.</returns>
    public static IReadOnlyList<CustomerSegment> Of(CustomerProfile profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var segments = new List<CustomerSegment>();
        var age = Days(now - profile.FirstSeenAt);
        var idle = Days(now - profile.LastSeenAt);
        if (age <= NewDays)
        {
            Add(New, $"first seen {age} days ago; new means at most {NewDays}");
        }

        Add(
            idle <= ActiveDays ? Active : idle <= LapsedDays ? AtRisk : Lapsed,
            $"last seen {idle} days ago; active means at most {ActiveDays}, lapsed more than {LapsedDays}");
        if (profile.Orders == 0)
        {
            Add(Browser, $"{profile.Sessions} sessions and no order");
        }
        else if (profile.Orders >= LoyalOrders)
        {
            Add(Loyal, $"{profile.Orders} orders; loyal means at least {LoyalOrders}");
        }

        if (profile.SpentEuros >= BigSpent)
        {
            Add(BigSpender, $"spent {profile.SpentEuros:0.00} EUR; a big spender has spent at least {BigSpent:0}");
        }

        return segments;

        void Add(string name, FormattableString why) => segments.Add(new CustomerSegment(name, why.ToString(CultureInfo.InvariantCulture)));
    }

    private static long Days(TimeSpan span) => (long)Math.Max(0, span.TotalDays);
}
