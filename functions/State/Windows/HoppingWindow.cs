namespace XbFunctions.State;

/// <summary>
/// A sliding window in hops: the last buckets of equal length, the one that is being filled among them. At a time <c>t</c> it covers
/// <c>(end - buckets x length, end]</c>, where <c>end</c> is the end of the bucket of <c>t</c>.
/// </summary>
/// <param name="BucketMs">Length of a bucket in milliseconds, a hop; at least 1,000, so that a bucket's number fits 32 bits until 2106.</param>
/// <param name="Buckets">Buckets; at least 1.</param>
public readonly record struct HoppingWindow(long BucketMs, int Buckets)
{
    /// <summary>Bytes of the number of the newest bucket.</summary>
    internal const int HeadBytes = sizeof(uint);

    /// <summary>Bytes of one bucket: a count of 16 bits, a sum of 32.</summary>
    internal const int BucketBytes = sizeof(ushort) + sizeof(float);

    /// <summary>Bytes of one key's window.</summary>
    public int Bytes => HeadBytes + (Buckets * BucketBytes);

    /// <summary>Number of the bucket that a time falls into.</summary>
    /// <param name="timeMs">Milliseconds since the Unix epoch; 0 or more.</param>
    public uint BucketOf(long timeMs) => (uint)Math.Clamp(timeMs / BucketMs, 0, uint.MaxValue);
}
