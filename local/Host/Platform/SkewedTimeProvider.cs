namespace XbFunctions.Host;

/// <summary>A clock that is wrong by a fixed time; timers and timestamps run as they do.</summary>
/// <param name="skew">What is added to the right time.</param>
internal sealed class SkewedTimeProvider(TimeSpan skew) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
}
