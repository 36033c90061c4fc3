using XbFunctions.Xb.Bench;

namespace XbFunctions.Xb.Tests.Bench;

[TestClass]
public sealed class DeployedCollectorTests
{
    private static string Root => AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];

    private static readonly Dictionary<string, string> Shell = new() { ["HOME"] = "/home/someone" };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void A_measurement_starts_again_with_the_settings_that_the_app_is_deployed_with()
    {
        var plan = DeployedCollector.Plan(["bench", "pipeline", "--json"], "/usr/bin/dotnet", "/app/XbFunctions.Xb.dll", Shell);
        Assert.IsNotNull(plan);
        Assert.AreEqual("/usr/bin/dotnet", plan.Value.Program);
        CollectionAssert.AreEqual(new[] { "/usr/bin/dotnet", "/app/XbFunctions.Xb.dll", "bench", "pipeline", "--json" }, plan.Value.Arguments);
        CollectionAssert.AreEqual(new[] { "HOME=/home/someone", "DOTNET_GCgen0size=0x8000000", "DOTNET_gcConcurrent=0" }, plan.Value.Environment);
    }

    [TestMethod]
    public void A_program_of_its_own_is_started_by_itself()
    {
        var plan = DeployedCollector.Plan(["bench"], "/app/XbFunctions.Xb", "/app/XbFunctions.Xb.dll", Shell);
        Assert.IsNotNull(plan);
        CollectionAssert.AreEqual(new[] { "/app/XbFunctions.Xb", "bench" }, plan.Value.Arguments);
    }

    [TestMethod]
    public void Other_commands_and_an_environment_that_sets_one_itself_stay_as_they_are()
    {
        Assert.IsNull(DeployedCollector.Plan(["demo"], "/usr/bin/dotnet", "/app/XbFunctions.Xb.dll", Shell));
        Assert.IsNull(DeployedCollector.Plan([], "/usr/bin/dotnet", "/app/XbFunctions.Xb.dll", Shell));
        foreach (var name in DeployedCollector.Settings.Keys)
        {
            Assert.IsNull(DeployedCollector.Plan(
                ["bench"], "/usr/bin/dotnet", "/app/XbFunctions.Xb.dll", new Dictionary<string, string> { [name] = "1" }));
        }
    }

    [TestMethod]
    public async Task The_settings_are_those_of_the_deployment()
    {
        var bicep = await File.ReadAllTextAsync(
            Path.Combine(Root, "infra", "bicep", "modules", "function-app.bicep"), TestContext.CancellationToken);
        foreach (var (name, value) in DeployedCollector.Settings)
        {
            Assert.Contains($"{name}: '{value}'", bicep);
        }
    }
}
