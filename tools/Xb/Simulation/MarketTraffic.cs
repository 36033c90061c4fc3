namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Visits by the people of one market: a Poisson process whose rate follows the local hour, the weekday, the season and the calendar. The
/// rate is constant within a quarter of an hour, which makes the draw exact.
/// </summary>
internal sealed class MarketTraffic : IArrivals
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    private readonly Storefront _home;
    private readonly Shopper _shopper;
    private readonly RandomStream _random;
    private readonly double _visitsPerDay;
    private ulong _visits;

    /// <param name="home">The market.</param>
    /// <param name="shopper">Runs the visits.</param>
    /// <param name="visitsPerDay">Visits on an average day.</param>
    /// <param name="options">Seed and start.</param>
    public MarketTraffic(Storefront home, Shopper shopper, double visitsPerDay, SimulationOptions options)
    {
        (_home, _shopper, _visitsPerDay) = (home, shopper, visitsPerDay);
        _random = new RandomStream(options.Seed, StreamKind.Arrivals, (ulong)home.Index);
        Next = options.Start;
        Advance();
    }

    public DateTimeOffset Next { get; private set; }

    public void Arrive()
    {
        _shopper.Visit(_home, _visits++, Next);
        Advance();
    }

    private void Advance()
    {
        while (true)
        {
            var stepEnd = new DateTimeOffset(Next.UtcTicks - (Next.UtcTicks % Step.Ticks) + Step.Ticks, TimeSpan.Zero);
            var local = _home.Clock.Local(Next);
            var rate = _visitsPerDay * _home.Calendar.On(DateOnly.FromDateTime(local)).Demand * _home.Hours.At(local.TimeOfDay);
            var wait = _random.Exponential(1 / rate);
            if (wait < (stepEnd - Next).TotalDays)
            {
                Next += TimeSpan.FromDays(wait);
                return;
            }

            Next = stepEnd;
        }
    }
}
