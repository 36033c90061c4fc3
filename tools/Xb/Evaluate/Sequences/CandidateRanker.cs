using XbFunctions.Training;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>
/// The LambdaRank re-ranker, trained on validation items: each half of the users ranks the other half to choose the number of trees and to
/// give an honest validation row, then all users train the one that is used.
/// </summary>
internal sealed class CandidateRanker : IDisposable
{
    private const int Folds = 2;

    private readonly TrainedRanker _ranker;

    private CandidateRanker(TrainedRanker ranker, int[][] lists) => (_ranker, ValidationLists) = (ranker, lists);

    /// <summary>Trees used.</summary>
    public int Trees => _ranker.Iterations;

    /// <summary>Lists of the validation step, each by the ranker that did not see its user.</summary>
    public int[][] ValidationLists { get; }

    /// <summary>Trains.</summary>
    /// <param name="stage">What was learnt without the validation items.</param>
    /// <param name="targets">The validation item of each history.</param>
    /// <param name="options">Threads and seed.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CommandException">No source finds any wanted item.</exception>
    public static CandidateRanker Train(
        SequenceStage stage,
        IReadOnlyList<int> targets,
        (int Threads, int Seed) options,
        IProgress<WorkDone>? progress,
        CancellationToken cancellationToken)
    {
        var groups = RankerRows.Collect(stage, targets, progress, cancellationToken);
        var lists = new int[targets.Count][];
        var trees = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var held = fold;
            using var ranker = Fit(
                groups, index => stage.HalfOf(index) != held, index => stage.HalfOf(index) == held, Settings(options), cancellationToken);
            trees += ranker.Iterations;
            int[] indices = [.. Enumerable.Range(0, targets.Count).Where(index => stage.HalfOf(index) == held)];
            foreach (var (place, list) in RankedLists.ByRanker(stage, indices, ranker.Score, progress, cancellationToken).Index())
            {
                lists[indices[place]] = list;
            }
        }

        // Twice the users bear a few more trees.
        var most = Math.Max(1, (int)(trees * 1.1 / Folds));
        return new CandidateRanker(Fit(groups, static _ => true, null, Settings(options, most), cancellationToken), lists);
    }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Shape <c>[scores.Length, columns]</c>.</param>
    /// <param name="scores">Destination.</param>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores) => _ranker.Score(rows, scores);

    /// <inheritdoc/>
    public void Dispose() => _ranker.Dispose();

    private static GradientBoostedRankerOptions Settings((int Threads, int Seed) options, int? trees = null) => trees is { } most
        ? new GradientBoostedRankerOptions { Threads = options.Threads, Seed = options.Seed, MaxIterations = most }
        : new GradientBoostedRankerOptions { Threads = options.Threads, Seed = options.Seed };

    private static TrainedRanker Fit(
        (float[] Rows, int Wanted)?[] groups,
        Func<int, bool> isTrained,
        Func<int, bool>? isHeld,
        GradientBoostedRankerOptions settings,
        CancellationToken cancellationToken)
    {
        var training = RankerRows.Join(groups, isTrained);
        var held = isHeld is null ? null : RankerRows.Join(groups, isHeld);
        return training.Labels.Length == 0 || held is { Labels.Length: 0 }
            ? throw new CommandException("No candidate source finds any validation item: the file is too small to train the re-ranker.")
            : GradientBoostedRanker.Train(training, held, settings, null, cancellationToken);
    }
}
