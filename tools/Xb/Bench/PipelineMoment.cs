using System.Diagnostics;

namespace XbFunctions.Xb.Bench;

/// <summary>How far a run is at one moment, and what it has used.</summary>
/// <param name="Timestamp">Of <see cref="Stopwatch"/>.</param>
/// <param name="Events">Events committed.</param>
/// <param name="Cost">What this process has used.</param>
/// <param name="Stored">Processor time that the storage has used.</param>
internal readonly record struct PipelineMoment(long Timestamp, long Events, ProcessCost Cost, TimeSpan Stored)
{
    /// <summary>Seconds since another moment.</summary>
    /// <param name="start">The other.</param>
    public double SecondsSince(PipelineMoment start) => Stopwatch.GetElapsedTime(start.Timestamp, Timestamp).TotalSeconds;
}
