namespace XbFunctions.Capabilities.Behaviour;

/// <content>Forgetting those who have not come for long.</content>
public sealed partial class BehaviourState
{
    // The order of use and the watermark are part of the state: a replay forgets the same visitors at the same clicks.
    private void ForgetIdle()
    {
        var limitMs = _watermark.TimeMs - (long)_options.KeepVisitors.TotalMilliseconds;
        while (_visitors.TryOldest(out var key, out var usedMs) && usedMs < limitMs && FindVisitor(key)!.LastSeenMs < limitMs)
        {
            _visitors.Remove(key);
        }
    }
}
