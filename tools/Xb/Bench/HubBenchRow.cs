namespace XbFunctions.Xb.Bench;

/// <summary>One measurement.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Durability"><c>os</c>, <c>disk</c>, or <c>-</c> where nothing is written.</param>
/// <param name="EventsPerSecond">Events acknowledged or read in a second.</param>
/// <param name="MegabytesPerSecond">Bodies of those events, in millions of bytes a second.</param>
/// <param name="CpuMicroseconds">Processor time an event: of the server where there is one, else of this process.</param>
/// <param name="AllocatedBytes">Managed memory allocated an event, in the same process.</param>
internal sealed record HubBenchRow(
    string Name, string Durability, double EventsPerSecond, double MegabytesPerSecond, double CpuMicroseconds, double AllocatedBytes)
{
    /// <summary>Makes a row of what was counted.</summary>
    public static HubBenchRow Of(string name, string durability, long events, TimeSpan elapsed, ProcessCost cost, int eventBytes)
    {
        var perSecond = events / Math.Max(elapsed.TotalSeconds, 1e-9);
        var divisor = Math.Max(events, 1);
        return new HubBenchRow(
            name, durability, perSecond, perSecond * eventBytes / 1e6, cost.Cpu.TotalMicroseconds / divisor, (double)cost.AllocatedBytes / divisor);
    }
}
