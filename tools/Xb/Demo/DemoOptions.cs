using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary>What a demo shows.</summary>
/// <param name="Platform">Folder and ports.</param>
/// <param name="World">The simulated marketplace; null when someone else sends the events.</param>
/// <param name="Rate">Events a second over all hubs.</param>
/// <param name="Duration">How long it runs.</param>
internal sealed record DemoOptions(PlatformOptions Platform, SimulationOptions? World, double Rate, TimeSpan Duration);
