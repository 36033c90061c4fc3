namespace XbFunctions.Xb.Bench;

/// <summary>What <c>xb bench pipeline</c> measures with.</summary>
/// <param name="Events">Payments that lie in the hub before the functions start.</param>
/// <param name="Partitions">Partitions of every hub.</param>
/// <param name="Batch">Most events of an invocation; null for what <c>host.json</c> says.</param>
/// <param name="Customers">Customers of the marketplace: the keys of the stream.</param>
/// <param name="Rates">Fixed rates to measure latency at, events a second.</param>
/// <param name="RateTime">How long each rate lasts.</param>
/// <param name="PathOnly">Leaves out the app as it ships.</param>
internal sealed record PipelineBenchOptions(
    int Events, int Partitions, int? Batch, int Customers, IReadOnlyList<int> Rates, TimeSpan RateTime, bool PathOnly = false)
{
    /// <summary>Payments needed in all.</summary>
    public int Total => Events + Rates.Sum(EventsAt);

    /// <summary>Payments sent at a rate.</summary>
    /// <param name="rate">Events a second.</param>
    public int EventsAt(int rate) => Math.Max(1, (int)(rate * RateTime.TotalSeconds));
}
