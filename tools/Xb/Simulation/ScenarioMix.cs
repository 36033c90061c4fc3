namespace XbFunctions.Xb.Simulation;

/// <summary>
/// How the fraudulent payments are divided among the scenarios. The weights are relative; 0 switches a scenario off, and the whole of
/// the rest keeps the fraud rate.
/// </summary>
public sealed record ScenarioMix
{
    /// <summary>Weight of <see cref="FraudScenario.CardTesting"/>.</summary>
    /// <value>Not negative; default 24.</value>
    public double CardTesting { get; init; } = 24;

    /// <summary>Weight of <see cref="FraudScenario.StolenCard"/>.</summary>
    /// <value>Not negative; default 24.</value>
    public double StolenCard { get; init; } = 24;

    /// <summary>Weight of <see cref="FraudScenario.AccountTakeover"/>.</summary>
    /// <value>Not negative; default 18.</value>
    public double AccountTakeover { get; init; } = 18;

    /// <summary>Weight of <see cref="FraudScenario.DropAddress"/>.</summary>
    /// <value>Not negative; default 13.</value>
    public double DropAddress { get; init; } = 13;

    /// <summary>Weight of <see cref="FraudScenario.SellerCollusion"/>.</summary>
    /// <value>Not negative; default 8.</value>
    public double SellerCollusion { get; init; } = 8;

    /// <summary>Weight of <see cref="FraudScenario.SyntheticIdentity"/>.</summary>
    /// <value>Not negative; default 7.</value>
    public double SyntheticIdentity { get; init; } = 7;

    /// <summary>Weight of <see cref="FraudScenario.FriendlyFraud"/>.</summary>
    /// <value>Not negative; default 6, kept small because no model can see it.</value>
    public double FriendlyFraud { get; init; } = 6;

    internal double Of(FraudScenario scenario) => scenario switch
    {
        FraudScenario.CardTesting => CardTesting,
        FraudScenario.StolenCard => StolenCard,
        FraudScenario.AccountTakeover => AccountTakeover,
        FraudScenario.DropAddress => DropAddress,
        FraudScenario.SellerCollusion => SellerCollusion,
        FraudScenario.SyntheticIdentity => SyntheticIdentity,
        FraudScenario.FriendlyFraud => FriendlyFraud,
        _ => 0,
    };

    internal double ShareOf(FraudScenario scenario) => Of(scenario) / Total;

    private double Total =>
        CardTesting + StolenCard + AccountTakeover + DropAddress + SellerCollusion + SyntheticIdentity + FriendlyFraud;

    internal void Validate()
    {
        foreach (var scenario in Enum.GetValues<FraudScenario>())
        {
            SimulationOptions.Require(Of(scenario) is >= 0 and <= 1e6, $"Mix.{scenario}", "from 0 to 1,000,000", Of(scenario));
        }

        SimulationOptions.Require(Total > 0, "Mix", "above zero for at least one scenario", Total);
    }
}
