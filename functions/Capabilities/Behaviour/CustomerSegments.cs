using System.Globalization;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Segments by recency, frequency and money, each with its reason. A customer may be in several.</summary>
public static class CustomerSegments
{
    private const int NewDays = 30;
    private const int ActiveDays = 30;
    private const int LapsedDays = 180;
    private const int LoyalOrders = 3;
    private const double BigSpent = 500;

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
            Add("new", $"first seen {age} days ago; new means at most {NewDays}");
        }

        Add(
            idle <= ActiveDays ? "active" : idle <= LapsedDays ? "atRisk" : "lapsed",
            $"last seen {idle} days ago; active means at most {ActiveDays}, lapsed more than {LapsedDays}");
        if (profile.Orders == 0)
        {
            Add("browser", $"{profile.Sessions} sessions and no order");
        }
        else if (profile.Orders >= LoyalOrders)
        {
            Add("loyal", $"{profile.Orders} orders; loyal means at least {LoyalOrders}");
        }

        if (profile.SpentEuros >= BigSpent)
        {
            Add("bigSpender", $"spent {profile.SpentEuros:0.00} EUR; a big spender has spent at least {BigSpent:0}");
        }

        return segments;

        void Add(string name, FormattableString why) => segments.Add(new CustomerSegment(name, why.ToString(CultureInfo.InvariantCulture)));
    }

    private static long Days(TimeSpan span) => (long)Math.Max(0, span.TotalDays);
}
