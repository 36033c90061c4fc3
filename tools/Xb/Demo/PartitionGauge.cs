namespace XbFunctions.Xb.Demo;

/// <summary>How one partition of a hub runs.</summary>
/// <param name="Hub">Name of the hub.</param>
/// <param name="Partition">Partition id.</param>
/// <param name="InRate">Events a second that arrived lately.</param>
/// <param name="OutRate">Events a second that the function took lately; null where no function reads the hub.</param>
/// <param name="Lag">Events that wait; null where no function reads the hub.</param>
internal sealed record PartitionGauge(string Hub, string Partition, double InRate, double? OutRate, long? Lag);
