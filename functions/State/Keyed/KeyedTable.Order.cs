namespace XbFunctions.State;

/// <content>Reading the table in the order of use.</content>
public sealed partial class KeyedTable<TValue>
{
    /// <summary>The keys, most recently used first. The table must not change meanwhile.</summary>
    public IEnumerable<ulong> NewestFirst()
    {
        for (var at = _newest; at != None; at = At(at).Older)
        {
            // Its value is mostly asked for next.
            _last = at;
            yield return At(at).Key;
        }
    }
}
