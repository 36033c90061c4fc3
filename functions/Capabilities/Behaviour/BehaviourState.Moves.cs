namespace XbFunctions.Capabilities.Behaviour;

/// <content>What has moved since a reader last asked. It is no part of the state: only a copy that is followed keeps it.</content>
public sealed partial class BehaviourState
{
    private HashSet<ulong>? _movedCoVisits;
    private HashSet<ulong>? _movedTrends;
    private bool _hasLoaded;

    /// <summary>Notes from now on which items and markets move, for <see cref="TakeMoves"/>.</summary>
    internal void NoteMoves() => (_movedCoVisits, _movedTrends) = ([], []);

    /// <summary>Takes what has moved since the last call; all of it behind a snapshot.</summary>
    /// <param name="items">Receives keys of items whose co-visits moved.</param>
    /// <param name="markets">Receives markets whose trend moved, as <c>CountryCode.Packed</c>.</param>
    internal void TakeMoves(HashSet<ulong> items, HashSet<ulong> markets)
    {
        if (_movedCoVisits is null || _movedTrends is null)
        {
            return;
        }

        items.UnionWith(_hasLoaded ? _coVisits.Keys : _movedCoVisits);
        markets.UnionWith(_hasLoaded ? _trends.Keys : _movedTrends);
        _movedCoVisits.Clear();
        _movedTrends.Clear();
        _hasLoaded = false;
    }

    /// <summary>Adds the keys of all items with co-visits.</summary>
    internal void CopyCoVisitedItems(HashSet<ulong> items) => items.UnionWith(_coVisits.Keys);

    private void LoadCoVisits(ReadOnlySpan<byte> piece)
    {
        _coVisits.Load(piece);
        _hasLoaded = true;
    }

    private void LoadTrends(ReadOnlySpan<byte> piece)
    {
        _trends.Load(piece);
        _hasLoaded = true;
    }
}
