using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Score boards of one thread for one stage.</summary>
/// <param name="stage">The stage.</param>
internal sealed class StageDesk(SequenceStage stage)
{
    /// <summary>Name of the sequence model among the sources.</summary>
    public const string ModelName = "sequence model";

    /// <summary>Name of the history itself among the sources.</summary>
    public const string RepeatName = "repeats";

    private const float RepeatDecay = 0.7f;

    /// <summary>Order of the sources on <see cref="Sources"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["co-visitation", "neighbours", "linear", ModelName, RepeatName];

    private readonly ScoreBoard _nearness = new(stage.Log.Sequences.Count);
    private readonly float[] _all = new float[stage.Vectors?.Count ?? 0];

    /// <summary>Scores by source.</summary>
    public IReadOnlyList<ScoreBoard> Sources { get; } = [.. Names.Select(_ => new ScoreBoard(stage.Log.ItemCount))];

    /// <summary>The sequence model's scores of all items, less their greatest; empty without a model.</summary>
    public ReadOnlySpan<float> All => _all;

    /// <summary>Fills all boards for a history.</summary>
    /// <param name="index">Index into the stage's histories.</param>
    public void Score(int index)
    {
        var history = stage.Histories[index];
        foreach (var board in Sources)
        {
            board.Clear();
        }

        stage.CoVisitation.Score(history, Sources[0]);
        stage.Neighbours.Score(history, stage.Cases[index], _nearness, Sources[1]);
        stage.Linear.Score(history, stage.Constants.LinearDecay, Sources[2]);
        if (stage.AllowsRepeats)
        {
            for (var (i, weight) = (history.Length - 1, 1f); i >= 0; i--, weight *= RepeatDecay)
            {
                Sources[4].Add(history[i], weight);
            }
        }

        if (stage.Vectors is { } vectors)
        {
            vectors.Score(stage.StateOf(index), _all);
            ScoreModel();
        }
    }

    // Only what is near the top goes on the board, whose best are looked for afterwards.
    private void ScoreModel()
    {
        const int Kept = 200;
        var best = BestItems.Of(_all, Kept, []);
        var greatest = _all[best[0]];
        for (var item = 0; item < _all.Length; item++)
        {
            _all[item] -= greatest;
        }

        foreach (var item in best)
        {
            Sources[3].Add(item, MathF.Exp(_all[item]));
        }
    }
}
