using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>What a click does.</content>
public sealed partial class BehaviourState
{
    // A visitor goes from one item to the next more often than back (direction), and the nearer in the session the more they have to do with each other.
    private const double BackwardWeight = 0.7;

    private readonly HashSet<ulong> _touchedFunnels = [];
    private readonly HashSet<ulong> _touchedSearches = [];
    private readonly HashSet<ulong> _touchedCohorts = [];

    /// <summary>Cells of funnels, searches and cohorts that changed since the last call, each once.</summary>
    internal void TakeTouched(List<BehaviourCell> funnels, List<BehaviourCell> searches, List<BehaviourCell> cohorts)
    {
        Move(_touchedFunnels, _funnels, funnels);
        Move(_touchedSearches, _searches, searches);
        Move(_touchedCohorts, _cohorts, cohorts);
    }

    private static void Move(HashSet<ulong> keys, KeyedTable<BehaviourCell> cells, List<BehaviourCell> target)
    {
        target.Clear();
        foreach (var key in keys)
        {
            var cell = cells.Find(key, out var found);
            if (found)
            {
                target.Add(cell);
            }
        }

        keys.Clear();
    }

    private ClickResult Take(Click click)
    {
        if (_watermark.Observe(click.AtMs, click.ArrivalMs, _rule) is EventTiming.TooLate or EventTiming.TooEarly)
        {
            return ClickResult.TooLate;
        }

        ForgetIdle();
        var visitor = _visitors.Touch(click.Visitor.Low, _watermark.TimeMs);
        if (visitor.Key == default)
        {
            visitor.Begin(click.Visitor, click.IsCustomer);
        }

        if (visitor.IsBot(click, _options))
        {
            return ClickResult.Bot;
        }

        foreach (var item in click.Items)
        {
            Texts.Add(item.Sku);
        }

        var week = visitor.Add(click, Texts, _options);
        if (week >= 0 && visitor.IsCustomer)
        {
            Count(_cohorts, _touchedCohorts, (ushort)visitor.Markets.Best(), (int)(visitor.FirstSeenMs / WeekMs), week, "", 1);
        }

        if (click.Query.Length > 0)
        {
            Count(_searches, _touchedSearches, click.Market.Packed, (int)(click.AtMs / DayMs), 0, click.Query, 1, click.FoundNothing ? 1 : 0);
        }

        AddFeedback(click);
        if (ClickWeights.IsChoice(click.Kind))
        {
            AddTrend(click);
            AddCoVisits(click);
        }

        return _sessions.Add(click.Visitor.Low, click.AtMs, TallyOf(click)) ? ClickResult.Taken : ClickResult.NoSession;
    }

    private void AddTrend(Click click)
    {
        _movedTrends?.Add(click.Market.Packed);
        var trend = _trends.Touch(click.Market.Packed);
        var score = DecayedScores.Of(ClickWeights.Of(click.Kind), click.AtMs, _options.TrendingHalfLife.TotalMilliseconds);
        foreach (var item in click.Items)
        {
            trend.Add(TextTable.KeyOf(item.Sku), score, _options.TrendingItems);
        }
    }

    // The items of the session so far, the nearest first, each with the items of this click.
    private void AddCoVisits(Click click)
    {
        var halfLifeMs = _options.CoVisitHalfLife.TotalMilliseconds;
        var hasSession = _sessions.TryFind(click.Visitor.Low, click.AtMs, out var session);
        foreach (var item in click.Items)
        {
            var key = TextTable.KeyOf(item.Sku);
            var distance = 0;
            for (var index = 0; hasSession && index < SeenItems.Capacity; index++)
            {
                var seen = session.Aggregate.Items[index];
                if (seen.Key != 0 && seen.Key != key)
                {
                    var weight = ClickWeights.Of(click.Kind) / (1 + Math.Log2(++distance));
                    Join(seen.Key, key, weight, click.AtMs, halfLifeMs);
                    Join(key, seen.Key, weight * BackwardWeight, click.AtMs, halfLifeMs);
                }
            }
        }

        for (var one = 0; one < click.Items.Count; one++)
        {
            for (var other = 0; other < click.Items.Count; other++)
            {
                var (from, to) = (TextTable.KeyOf(click.Items[one].Sku), TextTable.KeyOf(click.Items[other].Sku));
                if (from != to)
                {
                    Join(from, to, ClickWeights.Of(click.Kind), click.AtMs, halfLifeMs);
                }
            }
        }
    }

    private void Join(ulong from, ulong to, double weight, long atMs, double halfLifeMs)
    {
        _movedCoVisits?.Add(from);
        _coVisits.Touch(from).Add(to, DecayedScores.Of(weight, atMs, halfLifeMs), _options.Neighbours);
    }

    private static SessionTally TallyOf(Click click)
    {
        var items = default(SeenItems);
        var bits = 0UL;
        var cents = 0L;
        foreach (var item in click.Items)
        {
            cents += (long)Math.Round(item.PriceEuros * 100 * item.Quantity);
        }

        if (ClickWeights.IsChoice(click.Kind))
        {
            foreach (var item in click.Items)
            {
                var key = TextTable.KeyOf(item.Sku);
                items.Add(new SeenItem(key, click.AtMs));
                bits |= 1UL << (int)(key & 63);
            }
        }

        return new SessionTally
        {
            Events = 1,
            Views = click.Kind == ClickKind.ProductViewed ? 1 : 0,
            Searches = click.Kind == ClickKind.SearchPerformed ? 1 : 0,
            EmptySearches = click.FoundNothing ? 1 : 0,
            CartAdds = click.Kind == ClickKind.CartAdded ? 1 : 0,
            CartRemoves = click.Kind == ClickKind.CartRemoved ? 1 : 0,
            Checkouts = click.Kind == ClickKind.CheckoutStarted ? 1 : 0,
            Orders = click.Kind == ClickKind.OrderCompleted ? 1 : 0,
            Recommended = click.Kind == ClickKind.RecommendationClicked ? 1 : 0,
            Shown = click.Kind == ClickKind.RecommendationShown ? 1 : 0,
            PricedViews = click.Kind == ClickKind.ProductViewed && cents > 0 ? 1 : 0,
            ViewedCents = click.Kind == ClickKind.ProductViewed ? cents : 0,
            CartCents = click.Kind == ClickKind.CartAdded ? cents : click.Kind == ClickKind.CartRemoved ? -cents : 0,
            SpentCents = (long)Math.Round(click.AmountEuros * 100),
            Market = click.Market.Packed,
            MarketAtMs = click.AtMs,
            ItemBits = bits,
            Items = items,
        };
    }

    private void Close(List<ClosedSession> closed)
    {
        _closed.Clear();
        _sessions.Close(_watermark.ClosedBefore(_rule), _closed);
        foreach (var window in _closed)
        {
            var visitor = _visitors.Edit(window.Key, out var found);
            closed.Add(found ? Finish(visitor, window) : Finish(window));
        }
    }

    private ClosedSession Finish(in ClosedWindow<SessionTally> window)
    {
        var link = _links.Find(window.Key, out var isLinked);
        return new ClosedSession(null, window, IsBot: false, isLinked ? TakeHistory(link.Visitor, window) : null);
    }

    private ClosedSession Finish(Visitor visitor, in ClosedWindow<SessionTally> window)
    {
        var tally = window.Aggregate;
        var isBot = visitor.BotUntilMs > window.StartMs;
        if (!isBot && tally.Views >= _options.BotViews && tally is { CartAdds: 0, Checkouts: 0, Orders: 0 })
        {
            visitor.MarkBot(window.EndMs, _options);
            isBot = true;
        }

        if (isBot)
        {
            return new ClosedSession(visitor, window, IsBot: true);
        }

        _links.Find(window.Key, out var isLinked);
        if (isLinked && TakeHistory(visitor.Key, window) is { } handover)
        {
            return new ClosedSession(visitor, window, IsBot: false, handover);
        }

        visitor.AddSession();
        visitor.NextVersion();
        Count(
            _funnels,
            _touchedFunnels,
            tally.Market,
            (int)(window.StartMs / HourMs),
            0,
            "",
            1,
            tally.Views > 0 ? 1 : 0,
            tally.CartAdds > 0 ? 1 : 0,
            tally.Checkouts > 0 ? 1 : 0,
            tally.Orders > 0 ? 1 : 0,
            tally.SpentCents);
        return new ClosedSession(visitor, window, IsBot: false);
    }

    private static void Count(
        KeyedTable<BehaviourCell> cells, HashSet<ulong> touched, ushort market, int period, int offset, string text, params ReadOnlySpan<long> counts)
    {
        var key = BehaviourCell.KeyOf(market, period, offset, text.Length == 0 ? 0 : TextTable.KeyOf(text));
        cells.Touch(key).Add(market, period, offset, text, counts);
        touched.Add(key);
    }
}
