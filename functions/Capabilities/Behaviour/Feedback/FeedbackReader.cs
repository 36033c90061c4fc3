using Azure.Data.Tables;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Reads what became of recommendations, the partitions added up. Each hour that the span touches is told of as a whole. Thread-safe.</summary>
/// <param name="rows">The read models.</param>
/// <param name="attributes">Knows how large the catalogue is.</param>
public sealed class FeedbackReader(ReadModelReader rows, IItemAttributes attributes)
{
    /// <summary>Reads the feedback of one market.</summary>
    /// <param name="span">What is asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RecommendationFeedback> ReadAsync(BehaviourSpan span, CancellationToken cancellationToken)
    {
        var all = new PositionCounts();
        var sources = new SortedDictionary<string, PositionCounts>(StringComparer.Ordinal);
        var days = new SortedDictionary<DateOnly, PositionCounts>();
        await foreach (var row in BehaviourReader.RowsAsync(rows, BehaviourTables.Feedback, span, BehaviourState.HourMs, cancellationToken).ConfigureAwait(false))
        {
            Add(row, all);
            Add(row, Of(sources, row.GetString("Source") ?? ""));
            Add(row, Of(days, DateOnly.FromDateTime((row.GetDateTimeOffset("At") ?? default).UtcDateTime)));
        }

        var items = await ItemsShownAsync(span, cancellationToken).ConfigureAwait(false);
        var total = all.ToFeedback("");
        return new RecommendationFeedback(
            total.Lists,
            total.PositiveRate,
            total.Shown,
            total.Clicked,
            total.ClickThrough,
            items,
            attributes.Products is > 0 and var products ? Math.Min(1, Math.Round((double)items / products, 4)) : null,
            [.. sources.Select(static source => source.Value.ToFeedback(source.Key)).OrderByDescending(static source => source.Lists)],
            [.. days.Select(static day => new FeedbackDay(day.Key, day.Value.Lists, day.Value.Shown, day.Value.Clicked))]);
    }

    private async Task<long> ItemsShownAsync(BehaviourSpan span, CancellationToken cancellationToken)
    {
        var sketch = new ItemSketch();
        await foreach (var row in BehaviourReader.RowsAsync(rows, BehaviourTables.Coverage, span, BehaviourState.DayMs, cancellationToken).ConfigureAwait(false))
        {
            sketch.Join(row.GetString("Sketch") ?? "");
        }

        return sketch.Estimate();
    }

    private static PositionCounts Of<TKey>(SortedDictionary<TKey, PositionCounts> sums, TKey key)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums.Add(key, sum = new PositionCounts());
        }

        return sum;
    }

    private static void Add(TableEntity row, PositionCounts sum) => sum.Add(
        row.GetInt64("Lists") ?? 0, row.GetInt64("ListsClicked") ?? 0, row.GetInt64("Unplaced") ?? 0, row.GetString("Positions") ?? "");
}
