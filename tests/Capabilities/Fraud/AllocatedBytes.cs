namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Bytes that work allocates on its thread.</summary>
internal static class AllocatedBytes
{
    private const int Rounds = 5;

    /// <summary>The fewest of several rounds: a collection between two may empty the array pool, and the next to rent fills it again.</summary>
    /// <param name="work">The work, once compiled.</param>
    public static long FewestOf(Action work)
    {
        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
