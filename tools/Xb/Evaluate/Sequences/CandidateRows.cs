namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Chooses the candidates of a history from all sources and writes what the ranker sees of each. Thread-safe.</summary>
/// <param name="stage">What was learnt.</param>
internal sealed class CandidateRows(SequenceStage stage)
{
    /// <summary>Candidates of a history at most.</summary>
    public const int Most = 100;

    private const int PerSource = 100;
    private const float RankOffset = 10;

    /// <summary>The candidates, those that most sources put near their top first.</summary>
    /// <param name="desk">Filled for the history.</param>
    /// <param name="index">Index of the history.</param>
    /// <param name="tops">Gets the best items of each source.</param>
    public int[] Choose(StageDesk desk, int index, out int[][] tops)
    {
        var history = stage.Histories[index];

        // What may come again stands on a board of its own, else it would fill all others.
        tops = [.. desk.Sources.Select((board, source) => board.Top(PerSource, StageDesk.Names[source] == StageDesk.RepeatName ? [] : history))];
        Dictionary<int, float> fused = [];
        foreach (var top in tops)
        {
            for (var rank = 0; rank < top.Length; rank++)
            {
                fused[top[rank]] = fused.GetValueOrDefault(top[rank]) + (1 / (RankOffset + rank));
            }
        }

        var ordered = fused.OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Key);
        int[] chosen = [.. ordered.Take(Most).Select(static entry => entry.Key)];

        // Items that nothing leads from leave a short list, which what is popular fills.
        return chosen.Length >= RankedLists.Length ? chosen
            : [.. chosen, .. stage.Popular.Except(chosen).Except(history).Take(RankedLists.Length - chosen.Length)];
    }

    /// <summary>Writes the rows of candidates.</summary>
    /// <param name="desk">Filled for the history.</param>
    /// <param name="index">Index of the history.</param>
    /// <param name="candidates">What <see cref="Choose"/> gave.</param>
    /// <param name="tops">The best items of each source.</param>
    /// <param name="rows">Destination, shape <c>[candidates, columns]</c>.</param>
    public void Write(StageDesk desk, int index, int[] candidates, int[][] tops, Span<float> rows)
    {
        var history = stage.Histories[index];
        Span<float> profile = new float[stage.Attributes?.AttributeCount ?? 0];
        for (var (i, weight) = (history.Length - 1, 1f); i >= 0 && stage.Attributes is not null; i--, weight *= 0.8f)
        {
            stage.Attributes.AddTo(history[i], weight, profile);
        }

        var meanCount = (float)history.Average(item => Math.Log(1 + stage.Log.CountOf(item)));
        for (var place = 0; place < candidates.Length; place++)
        {
            var row = rows.Slice(place * CandidateColumns.Count, CandidateColumns.Count);
            var at = WriteSources(desk, candidates[place], tops, row);
            row[at++] = place;
            row[at++] = stage.Log.CountOf(candidates[place]);
            row[at++] = stage.Recency.PlaceOf(candidates[place]);
            row[at++] = stage.Recency.LastShareOf(candidates[place]);
            at = WriteLinks(history, candidates[place], row, at);
            row[at++] = stage.Attributes?.Between(history[^1], candidates[place]) ?? float.NaN;
            row[at++] = stage.Attributes?.Fit(candidates[place], profile) ?? float.NaN;
            at = WriteModel(desk, history, candidates[place], row, at);
            row[at++] = history.Length;
            row[at++] = stage.Log.CountOf(history[^1]);
            row[at++] = meanCount;
            WriteRepeats(history, candidates[place], row[at..]);
        }
    }

    private static int WriteSources(StageDesk desk, int candidate, int[][] tops, Span<float> row)
    {
        var at = 0;
        for (var source = 0; source < tops.Length; source++)
        {
            var (board, top) = (desk.Sources[source], tops[source]);
            var rank = Array.IndexOf(top, candidate);
            row[at++] = board[candidate];
            row[at++] = top.Length == 0 ? 0 : board[candidate] / board[top[0]];
            row[at++] = rank < 0 ? 0 : 1f / (rank + 1);
        }

        return at;
    }

    private int WriteLinks(int[] history, int candidate, Span<float> row, int at)
    {
        for (var back = 1; back <= 3; back++)
        {
            row[at++] = history.Length >= back ? stage.CoVisitation.Between(history[^back], candidate) : float.NaN;
        }

        var (linked, greatest, nearest) = (0, 0f, (float)history.Length);
        for (var i = history.Length - 1; i >= 0; i--)
        {
            var link = stage.CoVisitation.Between(history[i], candidate);
            if (link > 0)
            {
                nearest = Math.Min(nearest, history.Length - 1 - i);
                linked++;
                greatest = Math.Max(greatest, link);
            }
        }

        (row[at], row[at + 1], row[at + 2]) = (linked, greatest, nearest);
        row[at + 3] = stage.CoVisitation.Between(candidate, history[^1]);
        return at + 4;
    }

    private void WriteRepeats(int[] history, int candidate, Span<float> row)
    {
        if (stage.AllowsRepeats)
        {
            var back = history.Length - 1 - Array.LastIndexOf(history, candidate);
            (row[0], row[1]) = (back == history.Length ? float.NaN : back, history.Count(item => item == candidate));
            row[2] = stage.Log.LateCountOf(candidate) / (1f + stage.Log.CountOf(candidate));
        }
        else
        {
            row.Fill(float.NaN);
        }
    }

    private int WriteModel(StageDesk desk, int[] history, int candidate, Span<float> row, int at)
    {
        if (stage.Vectors is not { } vectors)
        {
            row.Slice(at, 3).Fill(float.NaN);
            return at + 3;
        }

        var greatest = -1f;
        foreach (var item in history.AsSpan(Math.Max(0, history.Length - 5)))
        {
            greatest = Math.Max(greatest, vectors.Between(item, candidate));
        }

        (row[at], row[at + 1], row[at + 2]) = (vectors.Between(history[^1], candidate), greatest, desk.All[candidate]);
        return at + 3;
    }
}
