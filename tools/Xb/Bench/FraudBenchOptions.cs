namespace XbFunctions.Xb.Bench;

/// <summary>What <c>xb bench fraud</c> measures with.</summary>
/// <param name="Events">Payments that are known before the first call, and those that the hot path decides.</param>
/// <param name="Customers">Customers of the simulated marketplace.</param>
/// <param name="Partitions">Partitions of every hub.</param>
/// <param name="Rate">Calls a second.</param>
/// <param name="Time">How long the calls of one round go on.</param>
internal sealed record FraudBenchOptions(int Events, int Customers, int Partitions, int Rate, TimeSpan Time);
