using System.Diagnostics;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class MarketplaceSimulatorTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Events_come_in_the_order_of_their_time()
    {
        var watch = Stopwatch.StartNew();
        var world = MarketplaceWorld.Create(new SimulationOptions());
        TestContext.WriteLine($"world {watch.Elapsed}");
        watch.Restart();
        var summary = new SimulationSummary();
        var last = DateTimeOffset.MinValue;
        foreach (var simulated in new MarketplaceSimulator(world).Run(TestContext.CancellationToken).Take(4_000_000))
        {
            Assert.IsGreaterThanOrEqualTo(last, simulated.Event.OccurredAt);
            last = simulated.Event.OccurredAt;
            summary.Add(simulated);
        }

        TestContext.WriteLine($"run {watch.Elapsed} until {last:O}");
        TestContext.WriteLine(summary.ToString());
    }
}
