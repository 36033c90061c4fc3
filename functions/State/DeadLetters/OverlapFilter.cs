namespace XbFunctions.State;

/// <summary>
/// Tells events of one partition that stand in two blobs: a batch that was cut otherwise when it was processed again leaves both.
/// Blobs come by folder and first sequence number.
/// </summary>
internal sealed class OverlapFilter
{
    private readonly HashSet<long> _seen = [];
    private string _folder = string.Empty;
    private long _last = -1;

    public void Enter(string name, long first, long last)
    {
        var folder = name[..(name.LastIndexOf('/') + 1)];
        if (folder != _folder || first > _last)
        {
            _seen.Clear();
            _last = -1;
        }

        (_folder, _last) = (folder, Math.Max(_last, last));
    }

    public bool IsFirst(long sequence) => _seen.Add(sequence);
}
