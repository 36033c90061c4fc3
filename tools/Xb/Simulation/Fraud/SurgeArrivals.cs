namespace XbFunctions.Xb.Simulation;

/// <summary>Lets the attempts of one <see cref="FraudSurge"/> arrive, on storefronts by their size.</summary>
internal sealed class SurgeArrivals : FraudCampaign, IArrivals
{
    private readonly FraudSurge _surge;
    private readonly RandomStream _random;
    private readonly DateTimeOffset _end;
    private readonly Storefront _target;

    /// <param name="shop">What the run shares.</param>
    /// <param name="surge">The attack.</param>
    /// <param name="number">Its number; attacks have streams of their own.</param>
    public SurgeArrivals(Shop shop, FraudSurge surge, int number)
        : base(shop)
    {
        (_surge, _end) = (surge, shop.Options.Start + surge.Begin + surge.Length);
        _random = new RandomStream(shop.Options.Seed, StreamKind.Campaign, ulong.MaxValue, (ulong)number);
        _target = DrawTarget(_random);
        Next = shop.Options.Start + surge.Begin;
        Advance();
    }

    public DateTimeOffset Next { get; private set; }

    public override FraudScenario Scenario => FraudScenario.StolenCard;

    public override double MeanPayments => 1;

    public void Arrive()
    {
        Run(Next, _random);
        Advance();
    }

    public override void Run(DateTimeOffset at, RandomStream random)
    {
        var (device, account) = (NewDevice(random), Shop.Customers.Newcomer(_target, at));
        var checkout = new Checkout
        {
            Storefront = _target,
            Customer = account.Id,
            Instrument = NewInstrument(random),
            Method = "card",
            Device = device.Id,
            Language = _target.Market.Language,
            Billing = _surge.Issuer,
            Shipping = _surge.Shipping,
            Address = Shop.Deliveries.Thief(account.Number, _surge.Shipping, at, mules: 0.5),
            Network = DrawNetwork(_surge.Issuer, 0.4, _target, random),
            Issuer = _surge.Issuer,
            Scenario = Scenario,
        };
        Buy(checkout, device.Visitor, Loot.Draw(Shop, _target, 3, 1, at, random), at, random);
    }

    private void Advance()
    {
        var next = Next + TimeSpan.FromHours(_random.Exponential(1 / _surge.AttemptsPerHour));
        Next = next < _end ? next : DateTimeOffset.MaxValue;
    }
}
