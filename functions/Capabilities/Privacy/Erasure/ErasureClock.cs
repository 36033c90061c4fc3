namespace XbFunctions.Capabilities.Privacy;

/// <summary>Times of erasures and the clock that they are held against.</summary>
/// <param name="Options">The times.</param>
/// <param name="Time">The clock.</param>
public sealed record ErasureClock(ErasureOptions Options, TimeProvider Time)
{
    /// <summary>The present, UTC.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
