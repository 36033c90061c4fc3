namespace XbFunctions.Host;

/// <summary>How long a supervisor waits before it starts a process again: not at all the first time, then longer and longer while the process keeps dying young.</summary>
internal sealed class RestartDelays
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private int _early;

    /// <summary>The delay after a process has ended.</summary>
    /// <param name="lived">How long it ran.</param>
    public TimeSpan Next(TimeSpan lived)
    {
        _early = lived >= Healthy ? 0 : Math.Min(_early, 16);
        var delay = _early == 0 ? TimeSpan.Zero : First * Math.Pow(2, _early - 1);
        _early++;
        return delay < Longest ? delay : Longest;
    }
}
