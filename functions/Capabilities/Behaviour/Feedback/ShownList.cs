namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A list that was shown, and what was clicked of it. Not thread-safe.</summary>
/// <param name="source">The place on the page.</param>
/// <param name="items">The items from the top, named by any number.</param>
public sealed class ShownList(string source, IReadOnlyList<int> items)
{
    private ulong _clicked;

    /// <summary>Places that are told apart; clicks behind them are not kept.</summary>
    public const int Places = 64;

    /// <summary>The place on the page.</summary>
    public string Source => source;

    /// <summary>The items from the top.</summary>
    public IReadOnlyList<int> Items => items;

    /// <summary>Whether anything was clicked.</summary>
    public bool IsClicked => _clicked != 0;

    /// <summary>Notes a click.</summary>
    /// <param name="place">From 0; what lies outside the list is passed over.</param>
    public void Click(int place) => _clicked |= place >= 0 && place < Math.Min(Places, items.Count) ? 1UL << place : 0;

    /// <summary>Whether the item at a place was clicked.</summary>
    /// <param name="place">From 0.</param>
    public bool IsClickedAt(int place) => place < Places && (_clicked >> place & 1) != 0;
}
