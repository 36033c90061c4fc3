using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class SimulationOptionsTests
{
    [TestMethod]
    public void The_defaults_are_valid() => new SimulationOptions().Validate();

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void A_value_out_of_range_is_named_with_its_range(SimulationOptions options, string expected)
    {
        var refusal = Assert.ThrowsExactly<SimulationException>(() => MarketplaceWorld.Create(options));

        Assert.AreEqual(expected, refusal.Message);
    }

    private static IEnumerable<(SimulationOptions Options, string Expected)> Refused =>
    [
        (new() { Products = 3 }, "Simulation option Products must be from 200 to 200,000; it is 3."),
        (new() { FraudRate = 0.5 }, "Simulation option FraudRate must be from 0 to 0.2; it is 0.5."),
        (new() { FraudRate = double.NaN }, "Simulation option FraudRate must be from 0 to 0.2; it is NaN."),
        (new() { Markets = ["DE", "DE"] }, "Simulation option Markets must be free of repetition; it is DE, DE."),
        (
            new() { Markets = ["XX"] },
            "Simulation option Markets must be one of US, CA, GB, DE, FR, ES, IT, PL, NL, SE, JP, KR, BR, MX, AE, AU, SG; it is XX."),
        (
            new() { Mix = new() { StolenCard = -1 } },
            "Simulation option Mix.StolenCard must be from 0 to 1,000,000; it is -1."),
        (
            new() { Labels = new() { Longest = TimeSpan.FromHours(1) } },
            "Simulation option Longest must be from 1 to 365 days; it is 01:00:00."),
    ];
}
