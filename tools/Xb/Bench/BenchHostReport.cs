namespace XbFunctions.Xb.Bench;

/// <summary>The figures of <c>xb bench host</c>.</summary>
/// <param name="Http">Requests.</param>
/// <param name="Dispatch">Event dispatch, a row a batch size.</param>
/// <param name="StartUp">Start of the app.</param>
internal sealed record BenchHostReport(HttpFigures Http, IReadOnlyList<DispatchFigures> Dispatch, StartUpFigures StartUp);

/// <summary>Requests answered; medians over the rounds.</summary>
/// <param name="HostRequestsPerSecond">By the host.</param>
/// <param name="BareRequestsPerSecond">By Kestrel alone.</param>
/// <param name="HostBytesPerRequest">Bytes that host and client allocate for one.</param>
/// <param name="BareBytesPerRequest">Bytes that Kestrel and client allocate for one.</param>
internal sealed record HttpFigures(double HostRequestsPerSecond, double BareRequestsPerSecond, long HostBytesPerRequest, long BareBytesPerRequest)
{
    /// <summary>The host's share of what Kestrel alone answers.</summary>
    public double Ratio => HostRequestsPerSecond / BareRequestsPerSecond;
}

/// <summary>Events that were in the hub already, handed to an empty function one partition at a time, without checkpoints.</summary>
/// <param name="BatchSize">Events of an invocation.</param>
/// <param name="Events">Events measured.</param>
/// <param name="Seconds">Time they took.</param>
/// <param name="AllocatedBytes">Bytes allocated meanwhile.</param>
internal sealed record DispatchFigures(int BatchSize, long Events, double Seconds, long AllocatedBytes)
{
    public double EventsPerSecond => Events / Seconds;

    public double MicrosecondsPerEvent => Seconds * 1_000_000 / Events;

    public double MicrosecondsPerBatch => MicrosecondsPerEvent * BatchSize;

    public long BytesPerEvent => AllocatedBytes / Events;

    public long BytesPerBatch => AllocatedBytes * BatchSize / Events;
}

/// <summary>From the start of the app's process to the first answer of <c>/api/health/live</c>.</summary>
/// <param name="ColdMilliseconds">With an empty data folder.</param>
/// <param name="WarmMilliseconds">With one that was used before; the median of three.</param>
internal sealed record StartUpFigures(double ColdMilliseconds, double WarmMilliseconds);
