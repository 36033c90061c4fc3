namespace XbFunctions.State;

/// <content>Reading the table in the order of use.</content>
public sealed partial class KeyedTable<TValue>
{
    /// <summary>Where the order of use stands: what is used from here on lies behind it. Each use moves it by one or more.</summary>
    public long Mark => _stamp;

    /// <summary>The keys, most recently used first. The table must not change meanwhile.</summary>
    /// <param name="mark">Leaves out keys whose last use does not lie behind this <see cref="Mark"/>; none by default.</param>
    public IEnumerable<ulong> NewestFirst(long mark = long.MinValue)
    {
        for (var at = _newest; at != None && At(at).Stamp > mark; at = At(at).Older)
        {
            // Its value is mostly asked for next.
            _last = at;
            yield return At(at).Key;
        }
    }
}
