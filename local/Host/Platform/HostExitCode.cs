namespace XbFunctions.Host;

/// <summary>Exit codes of a host process beside 0 and 1.</summary>
public static class HostExitCode
{
    /// <summary>A function went on after its time was over, so the host ended: start it again. The value is <c>EX_TEMPFAIL</c> of sysexits.</summary>
    public const int StuckFunction = 75;
}
