namespace XbFunctions.Xb.Simulation;

/// <summary>Begins the campaigns of one kind of fraud, at a constant average rate and at any hour.</summary>
internal sealed class CampaignArrivals : IArrivals
{
    private readonly FraudCampaign _campaign;
    private readonly RandomStream _random;
    private readonly double _meanDays;
    private readonly ulong _seed;
    private ulong _campaigns;

    /// <param name="campaign">The kind.</param>
    /// <param name="paymentsPerDay">Fraudulent payments of this kind on an average day, above 0.</param>
    /// <param name="options">Seed and start.</param>
    public CampaignArrivals(FraudCampaign campaign, double paymentsPerDay, SimulationOptions options)
    {
        (_campaign, _seed, _meanDays) = (campaign, options.Seed, campaign.MeanPayments / paymentsPerDay);
        _random = new RandomStream(options.Seed, StreamKind.CampaignArrivals, (ulong)campaign.Scenario);
        Next = options.Start - campaign.Longest;
        Advance();
    }

    public DateTimeOffset Next { get; private set; }

    public void Arrive()
    {
        _campaign.Run(Next, new RandomStream(_seed, StreamKind.Campaign, (ulong)_campaign.Scenario, _campaigns++));
        Advance();
    }

    // A tiny rate would otherwise lead beyond the calendar's end.
    private void Advance() => Next += TimeSpan.FromDays(Math.Min(10_000, _random.Exponential(_meanDays)));
}
