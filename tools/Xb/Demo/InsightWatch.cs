using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Contracts;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Demo;

/// <summary>What the insights that come out add up to. Thread-safe.</summary>
internal sealed class InsightWatch
{
    private readonly ConcurrentDictionary<string, SessionClosed> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Pseudonym, long> _profiles = new();

    /// <summary>Takes one event of hub <c>insights</c>; one that comes again counts once.</summary>
    /// <param name="stored">The event.</param>
    public void Take(StoredEvent stored)
    {
        // Our own events say their type first.
        var body = stored.Body.Span;
        if (body.StartsWith("{\"type\":\"session.closed\""u8) && JsonSerializer.Deserialize(body, EventJson.Default.SessionClosed) is { } session)
        {
            _sessions[session.SessionKey] = session;
        }
        else if (body.StartsWith("{\"type\":\"profile.changed\""u8) && JsonSerializer.Deserialize(body, EventJson.Default.ProfileChanged) is { } profile)
        {
            _profiles[profile.CustomerKey] = profile.Version;
        }
    }

    /// <summary>The table at the end: the funnel of the sessions that closed, and what their intent was before it was known.</summary>
    public Table Summary()
    {
        var sessions = _sessions.Values.ToList();
        var table = CommandTables.New("behaviour", "value");
        table.AddRow("sessions closed", CommandTables.Count(sessions.Count));
        table.AddRow("with a product page", Share(sessions, static session => session.Views > 0));
        table.AddRow("with something put into the cart", Share(sessions, static session => session.CartAdds > 0));
        table.AddRow("with an order", Share(sessions, static session => session.Ordered));
        table.AddRow("mean intent before the order, or at the end", $"{Intent(sessions, true)} of buyers, {Intent(sessions, false)} of others");
        table.AddRow("customers with a changed profile", CommandTables.Count(_profiles.Count));
        return table;
    }

    private static string Share(List<SessionClosed> sessions, Func<SessionClosed, bool> has)
    {
        var count = sessions.Count(has);
        return sessions.Count == 0
            ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{CommandTables.Count(count)} ({(double)count / sessions.Count:P1})");
    }

    private static string Intent(List<SessionClosed> sessions, bool ordered)
    {
        var known = sessions.Where(session => session.Ordered == ordered && session.Intent is not null).Select(static session => session.Intent!.Value).ToList();
        return known.Count == 0 ? "none" : known.Average().ToString("0.000", CultureInfo.InvariantCulture);
    }
}
