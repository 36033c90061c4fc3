namespace XbFunctions.Xb.Warnings;

/// <summary>A clock that stands where the simulation is.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    /// <summary>The time it is, UTC.</summary>
    public DateTimeOffset Now { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
