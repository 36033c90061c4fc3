using System.Security.Cryptography;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

/// <summary>Short runs that several tests look at.</summary>
internal static class EventsOfARun
{
    /// <summary>A world small enough to be made in a test.</summary>
    public static SimulationOptions Small => new() { Products = 600, Customers = 2_000, Sellers = 60, PaymentsPerDay = 1_500 };

    public static IEnumerable<SimulatedEvent> Of(SimulationOptions options, CancellationToken cancellationToken = default) =>
        new MarketplaceSimulator(MarketplaceWorld.Create(options)).Run(cancellationToken);

    public static byte[] Lines(SimulationOptions options, int count) => Lines(Of(options).Take(count));

    public static byte[] Lines(IEnumerable<SimulatedEvent> events)
    {
        using var stream = new MemoryStream();
        using (var writer = new SimulationWriter(stream))
        {
            foreach (var simulated in events)
            {
                writer.Write(simulated);
            }
        }

        return stream.ToArray();
    }

    public static string HashOfLines(SimulationOptions options, int count) =>
        Convert.ToHexStringLower(SHA256.HashData(Lines(options, count)));
}
