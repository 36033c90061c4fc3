using System.Globalization;

namespace XbFunctions.Xb.Bench;

/// <summary>What a process has used so far, or between two moments.</summary>
/// <param name="Cpu">Processor time of all its threads.</param>
/// <param name="AllocatedBytes">Managed memory allocated.</param>
/// <param name="Pauses">How long the garbage collector stopped all threads.</param>
/// <param name="FullCollections">Collections of all generations.</param>
internal readonly record struct ProcessCost(TimeSpan Cpu, long AllocatedBytes, TimeSpan Pauses = default, int FullCollections = 0)
{
    /// <summary>What this process has used.</summary>
    public static ProcessCost Now() =>
        new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration(), GC.CollectionCount(GC.MaxGeneration));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ProcessCost Parse(string line)
    {
        var parts = line.Split(' ');
        return new ProcessCost(
            TimeSpan.FromTicks(long.Parse(parts[0], CultureInfo.InvariantCulture)), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The cost since another moment.</summary>
    public ProcessCost Since(ProcessCost start) =>
        new(Cpu - start.Cpu, AllocatedBytes - start.AllocatedBytes, Pauses - start.Pauses, FullCollections - start.FullCollections);

    /// <summary>Both costs.</summary>
    public ProcessCost Plus(ProcessCost other) =>
        new(Cpu + other.Cpu, AllocatedBytes + other.AllocatedBytes, Pauses + other.Pauses, FullCollections + other.FullCollections);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cpu.Ticks} {AllocatedBytes}");
}
