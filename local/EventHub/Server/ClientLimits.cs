namespace XbFunctions.EventHub;

/// <summary>What one client may ask of the server's memory and patience.</summary>
/// <param name="MaxFrameSize">Largest frame, announced in <c>open</c>; in bytes.</param>
/// <param name="MaxMessageSize">Largest delivery, announced in <c>attach</c>; in bytes.</param>
/// <param name="IdleTimeout">Announced in <c>open</c>; a client silent for twice that time is dropped.</param>
internal sealed record ClientLimits(int MaxFrameSize, int MaxMessageSize, TimeSpan IdleTimeout)
{
    /// <summary>Bytes at which a delivery that has not ended closes its connection. One just above the limit is refused when it ends, and its link lives on.</summary>
    public long MaxAssembledBytes => 2L * MaxMessageSize;

    /// <summary>Bytes of all deliveries of one connection that have not ended.</summary>
    public long MaxAssembledBytesOfConnection => 16L * MaxMessageSize;
}
