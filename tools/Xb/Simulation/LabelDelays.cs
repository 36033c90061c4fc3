namespace XbFunctions.Xb.Simulation;

/// <summary>How long after a payment its outcome becomes known. Each delay is log-normal, and cut off at <see cref="Longest"/>.</summary>
public sealed record LabelDelays
{
    /// <summary>Median time until a cardholder's bank charges a payment back.</summary>
    /// <value>Positive; default 18 days: most disputes follow the next statement.</value>
    public TimeSpan ChargebackMedian { get; init; } = TimeSpan.FromDays(18);

    /// <summary>Median time until an analyst or a victim confirms a fraud.</summary>
    /// <value>Positive; default 36 hours.</value>
    public TimeSpan ConfirmationMedian { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Median time until a reviewed genuine payment is cleared.</summary>
    /// <value>Positive; default 20 hours.</value>
    public TimeSpan ClearanceMedian { get; init; } = TimeSpan.FromHours(20);

    /// <summary>Median time until goods come back.</summary>
    /// <value>Positive; default 12 days.</value>
    public TimeSpan ReturnMedian { get; init; } = TimeSpan.FromDays(12);

    /// <summary>Standard deviation of the logarithm of every delay.</summary>
    /// <value>In [0, 2]; default 0.6.</value>
    public double Spread { get; init; } = 0.6;

    /// <summary>No label comes later than this; it bounds what an endless run keeps waiting.</summary>
    /// <value>From 1 to 365 days; default 75 days.</value>
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(75);

    /// <summary>Share of the detected frauds that are confirmed early instead of charged back.</summary>
    /// <value>In [0, 1]; default 0.35.</value>
    public double ConfirmedShare { get; init; } = 0.35;

    /// <summary>Share of the frauds that nobody ever reports.</summary>
    /// <value>In [0, 1]; default 0.12.</value>
    public double NeverShare { get; init; } = 0.12;

    internal void Validate()
    {
        SimulationOptions.Require(ChargebackMedian > TimeSpan.Zero, nameof(ChargebackMedian), "above zero", ChargebackMedian);
        SimulationOptions.Require(ConfirmationMedian > TimeSpan.Zero, nameof(ConfirmationMedian), "above zero", ConfirmationMedian);
        SimulationOptions.Require(ClearanceMedian > TimeSpan.Zero, nameof(ClearanceMedian), "above zero", ClearanceMedian);
        SimulationOptions.Require(ReturnMedian > TimeSpan.Zero, nameof(ReturnMedian), "above zero", ReturnMedian);
        SimulationOptions.Require(Spread is >= 0 and <= 2, nameof(Spread), "from 0 to 2", Spread);
        SimulationOptions.Require(
            Longest >= TimeSpan.FromDays(1) && Longest <= TimeSpan.FromDays(365), nameof(Longest), "from 1 to 365 days", Longest);
        SimulationOptions.Require(ConfirmedShare is >= 0 and <= 1, nameof(ConfirmedShare), "from 0 to 1", ConfirmedShare);
        SimulationOptions.Require(NeverShare is >= 0 and <= 1, nameof(NeverShare), "from 0 to 1", NeverShare);
    }
}
