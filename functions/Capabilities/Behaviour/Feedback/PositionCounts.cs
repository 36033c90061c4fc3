using System.Globalization;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Adds up the lists of several hours and partitions. Not thread-safe.</summary>
internal sealed class PositionCounts
{
    private readonly long[] _shown = new long[FeedbackCell.Positions];
    private readonly long[] _clicked = new long[FeedbackCell.Positions];
    private long _unplaced;

    /// <summary>Lists shown.</summary>
    public long Lists { get; private set; }

    /// <summary>Lists with a click.</summary>
    public long ListsClicked { get; private set; }

    /// <summary>Items shown.</summary>
    public long Shown => _shown.Sum();

    /// <summary>Clicks.</summary>
    public long Clicked => _clicked.Sum() + _unplaced;

    /// <summary>By position, up to the last one that was shown or clicked.</summary>
    public IReadOnlyList<PositionFeedback> Positions
    {
        get
        {
            var count = Math.Max(Array.FindLastIndex(_shown, static n => n > 0), Array.FindLastIndex(_clicked, static n => n > 0)) + 1;
            return [.. Enumerable.Range(0, count).Select(at => new PositionFeedback(at, _shown[at], _clicked[at], Rate(_clicked[at], _shown[at])))];
        }
    }

    /// <summary>A share, to six digits; 0 of nothing.</summary>
    public static double Rate(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 6);

    /// <summary>Adds a row of the read model.</summary>
    /// <param name="lists">Its lists.</param>
    /// <param name="listsClicked">Those with a click.</param>
    /// <param name="unplaced">Clicks without a position.</param>
    /// <param name="positions">As <see cref="FeedbackCell.PositionsText"/> writes them; what is not is passed over.</param>
    public void Add(long lists, long listsClicked, long unplaced, string positions)
    {
        Lists += lists;
        ListsClicked += listsClicked;
        _unplaced += unplaced;
        var at = 0;
        foreach (var pair in positions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (at < FeedbackCell.Positions
                && colon > 0
                && long.TryParse(pair.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
                && long.TryParse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var clicked))
            {
                _shown[at] += shown;
                _clicked[at] += clicked;
            }

            at++;
        }
    }

    /// <summary>Adds a list.</summary>
    /// <param name="list">The list.</param>
    public void Add(ShownList list)
    {
        Lists++;
        ListsClicked += list.IsClicked ? 1 : 0;
        for (var place = 0; place < list.Items.Count; place++)
        {
            var at = Math.Min(place, FeedbackCell.Positions - 1);
            _shown[at]++;
            _clicked[at] += list.IsClickedAt(place) ? 1 : 0;
        }
    }

    /// <summary>The sums as an answer gives them.</summary>
    public SourceFeedback ToFeedback(string source) =>
        new(source, Lists, Rate(ListsClicked, Lists), Shown, Clicked, Rate(Clicked, Shown), Positions);
}
