using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <content>What became of recommendations.</content>
public sealed partial class BehaviourState
{
    private const int MostFeedback = 50_000;
    private const int MostCoverage = 4_096;
    private const int MostClickedLists = 200_000;

    private readonly KeyedTable<FeedbackCell> _feedback = new(MostFeedback);
    private readonly KeyedTable<ItemSketch> _coverage = new(MostCoverage);
    private readonly KeyedTable<ClickedList> _clickedLists = new(MostClickedLists);
    private readonly HashSet<ulong> _touchedFeedback = [];
    private readonly HashSet<ulong> _touchedCoverage = [];

    /// <summary>Lists shown and clicked, by market, hour and source.</summary>
    internal IEnumerable<FeedbackCell> Feedback => _feedback.Keys.Select(key => _feedback.Find(key, out _));

    /// <summary>Items shown, by market and day.</summary>
    internal IEnumerable<ItemSketch> Coverage => _coverage.Keys.Select(key => _coverage.Find(key, out _));

    /// <summary>Cells of feedback that changed since the last call, each once.</summary>
    internal void TakeTouched(List<FeedbackCell> feedback, List<ItemSketch> coverage)
    {
        feedback.Clear();
        feedback.AddRange(_touchedFeedback.Select(key => _feedback.Find(key, out _)).Where(static cell => cell is not null));
        coverage.Clear();
        coverage.AddRange(_touchedCoverage.Select(key => _coverage.Find(key, out _)).Where(static sketch => sketch is not null));
        _touchedFeedback.Clear();
        _touchedCoverage.Clear();
    }

    private void AddFeedback(Click click)
    {
        if (click.Source.Length == 0)
        {
            return;
        }

        var key = BehaviourCell.KeyOf(click.Market.Packed, (int)(click.AtMs / HourMs), 0, TextTable.KeyOf(click.Source));
        var cell = _feedback.Touch(key);
        cell.Name(click.Market.Packed, (int)(click.AtMs / HourMs), click.Source);
        _touchedFeedback.Add(key);
        if (click.Kind == ClickKind.RecommendationShown)
        {
            cell.AddShown(click.Shown.Count);
            Cover(click);
        }
        else
        {
            cell.AddClicked(click.Position, IsFirstOfList(click));
        }
    }

    // A list from which two items are clicked is one list with a click.
    private bool IsFirstOfList(Click click)
    {
        if (click.List == 0)
        {
            return true;
        }

        ref var list = ref _clickedLists.Touch(click.List ^ click.Visitor.Low);
        var isFirst = list.Clicks == 0;
        list = new ClickedList(list.Clicks + 1);
        return isFirst;
    }

    private void Cover(Click click)
    {
        var key = BehaviourCell.KeyOf(click.Market.Packed, (int)(click.AtMs / DayMs), 0, 0);
        var sketch = _coverage.Touch(key);
        sketch.Name(click.Market.Packed, (int)(click.AtMs / DayMs));
        foreach (var item in click.Shown)
        {
            if (sketch.Add(item))
            {
                _touchedCoverage.Add(key);
            }
        }
    }
}
