namespace XbFunctions.Xb.Bench;

/// <summary>What <c>xb bench hub</c> measures with.</summary>
/// <param name="Time">How long each measurement runs.</param>
/// <param name="Batch">Events of a batch.</param>
/// <param name="Partitions">Partitions of the hub; each has a link of its own.</param>
/// <param name="EventBytes">Body of an event.</param>
internal sealed record HubBenchOptions(TimeSpan Time, int Batch, int Partitions, int EventBytes);
