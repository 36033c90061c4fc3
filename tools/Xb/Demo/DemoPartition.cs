namespace XbFunctions.Xb.Demo;

/// <summary>One partition of <c>payments</c> at one moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="In">Events enqueued since the platform's start.</param>
/// <param name="Out">Decisions on its payments.</param>
/// <param name="InRate">Events enqueued in a second, since the last snapshot.</param>
/// <param name="OutRate">Decisions in a second, since the last snapshot.</param>
/// <param name="Lag">Events that wait.</param>
internal readonly record struct DemoPartition(string Id, long In, long Out, double InRate, double OutRate, long Lag);
