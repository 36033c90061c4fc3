using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Finds the constants of the sources, one at a time, by NDCG@10 of the validation items of a sample.</summary>
internal sealed class SourceTuning
{
    private const int SampleUsers = 4000;
    private const int Rounds = 2;

    private readonly InteractionLog _log;
    private readonly int[][] _histories;
    private readonly int[] _selves;
    private readonly bool _isInTime;
    private readonly int[] _targets;
    private readonly IProgress<WorkDone>? _progress;
    private readonly CancellationToken _cancellationToken;
    private int _trials;

    private SourceTuning(
        InteractionLog log,
        (int[] History, int Target, int Self)[] cases,
        bool isInTime,
        IProgress<WorkDone>? progress,
        CancellationToken cancellationToken)
    {
        (_log, _isInTime, _progress, _cancellationToken) = (log, isInTime, progress, cancellationToken);

        // Every n-th: files may be in an order that means something.
        var step = Math.Max(1, cases.Length / SampleUsers);
        cases = [.. cases.Where((_, index) => index % step == 0)];
        _histories = [.. cases.Select(static one => one.History)];
        _targets = [.. cases.Select(static one => one.Target)];
        _selves = [.. cases.Select(static one => one.Self)];
    }

    /// <summary>Tunes all sources.</summary>
    /// <param name="data">The data; the last item of each user is not looked at.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SourceConstants Find(SequenceData data, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        var log = new InteractionLog(data.Without(2), data.ItemIds.Count);
        (int[] History, int Target, int Self)[] cases =
            [.. data.Cases.Select(user => (log.Sequences[user], data.Sequences[user][^2], user))];
        return new SourceTuning(log, cases, false, progress, cancellationToken).Find();
    }

    /// <summary>Tunes all sources on sessions that are in the order of time.</summary>
    /// <param name="log">Sessions to learn from.</param>
    /// <param name="examples">Later ones; those whose wanted item was seen before are left out, for no source gives it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SourceConstants Find(
        InteractionLog log, Sessions.SessionExamples examples, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        (int[] History, int Target, int Self)[] cases =
        [
            .. examples.Histories.Zip(examples.Targets, static (history, target) => (history, target, -1))
                .Where(static one => !one.history.Contains(one.target)),
        ];
        return new SourceTuning(log, cases, true, progress, cancellationToken).Find();
    }

    private SourceConstants Find()
    {
        var coVisitation = CoVisitation();
        var neighbours = Neighbours();
        var (ridge, decay) = Linear();
        return new SourceConstants(coVisitation, neighbours, ridge, decay);
    }

    private CoVisitationOptions CoVisitation()
    {
        var learnt = Capabilities.Recommendations.CoVisitation.Learn(_log, new CoVisitationOptions(), _cancellationToken);
        var counted = new CoVisitationOptions();
        return Climb(
            counted,
            [
                (static o => o.Decay, static (o, v) => o with { Decay = v }, [0.35, 0.5, 0.65, 0.85, 0.95]),
                (static o => o.TargetPower, static (o, v) => o with { TargetPower = v }, [0.1, 0.2, 0.3, 0.5, 0.65]),
                (static o => o.SourcePower, static (o, v) => o with { SourcePower = v }, [0.1, 0.2, 0.35, 0.7, 0.9]),
                (static o => o.DistancePower, static (o, v) => o with { DistancePower = v }, [0.15, 0.3, 0.6, 1.4]),
                (static o => o.BackwardWeight, static (o, v) => o with { BackwardWeight = v }, [0.3, 0.5, 0.9]),
                (static o => o.LengthPower, static (o, v) => o with { LengthPower = v }, [0, 0.6, 0.9]),
                (static o => o.Window, static (o, v) => o with { Window = (int)v }, [4, 15, 40]),
                (static o => o.OldestWeight, static (o, v) => o with { OldestWeight = v }, _isInTime ? [0.05, 0.15, 0.4] : []),
            ],
            options =>
            {
                if (!HasSameCounts(options, counted))
                {
                    (learnt, counted) = (Capabilities.Recommendations.CoVisitation.Learn(_log, options, _cancellationToken), options);
                }

                var scorer = learnt.With(_log, options);
                return Rate((index, boards) => scorer.Score(_histories[index], boards.Items));
            });
    }

    private NeighbourOptions Neighbours() => Climb(
        new NeighbourOptions(),
        [
            (static o => o.Decay, static (o, v) => o with { Decay = v }, [0.6, 0.9, 1]),
            (static o => o.RarityPower, static (o, v) => o with { RarityPower = v }, [0.25, 0.75, 1]),
            (static o => o.LengthPower, static (o, v) => o with { LengthPower = v }, [0.25, 0.75]),
            (static o => o.DistancePower, static (o, v) => o with { DistancePower = v }, [0, 0.8, 1.2]),
            (static o => o.Count, static (o, v) => o with { Count = (int)v }, [100, 800]),
            (static o => o.OldestWeight, static (o, v) => o with { OldestWeight = v }, _isInTime ? [0.05, 0.15, 0.4] : []),
        ],
        options =>
        {
            var scorer = new Neighbours(_log, options);
            return Rate((index, boards) => scorer.Score(_histories[index], _selves[index], boards.Sequences, boards.Items));
        });

    private (double Ridge, double Decay) Linear()
    {
        var (model, learnt) = ((LinearItemModel?)null, double.NaN);
        return Climb(
            (Ridge: 5.0, Decay: 0.85),
            [
                (static o => o.Decay, static (o, v) => (o.Ridge, v), [0.6, 0.75, 0.95]),
                (static o => o.Ridge, static (o, v) => (v, o.Decay), [1, 2, 10, 20, 40, 80]),
            ],
            options =>
            {
                if (learnt != options.Ridge)
                {
                    (model, learnt) = (LinearItemModel.Learn(_log, options.Ridge, _cancellationToken), options.Ridge);
                }

                return Rate((index, boards) => model!.Score(_histories[index], options.Decay, boards.Items));
            });
    }

    private static bool HasSameCounts(CoVisitationOptions a, CoVisitationOptions b) =>
        (a.Window, a.DistancePower, a.BackwardWeight, a.LengthPower, a.OldestWeight) == (b.Window, b.DistancePower, b.BackwardWeight, b.LengthPower, b.OldestWeight);

    // One constant at a time, each value against the best so far; rounds repeat while they find something.
    private T Climb<T>(T start, (Func<T, double> Get, Func<T, double, T> With, double[] Values)[] constants, Func<T, double> rate)
    {
        var (best, score) = (start, rate(start));
        for (var round = 0; round < Rounds; round++)
        {
            var before = score;
            foreach (var (get, with, values) in constants)
            {
                foreach (var value in values.Append(get(start)).Where(value => value != get(best)).ToArray())
                {
                    var trial = with(best, value);
                    var rated = rate(trial);
                    _progress?.Report(new WorkDone(1 - (1 / (1 + (++_trials / 30.0))), ""));
                    if (rated > score)
                    {
                        (best, score) = (trial, rated);
                    }
                }
            }

            if (score == before)
            {
                break;
            }
        }

        return best;
    }

    private double Rate(Action<int, (ScoreBoard Items, ScoreBoard Sequences)> score)
    {
        var lists = new int[_histories.Length][];
        Parallel.For(
            0,
            _histories.Length,
            new ParallelOptions { CancellationToken = _cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Items: new ScoreBoard(_log.ItemCount), Sequences: new ScoreBoard(_log.Sequences.Count)),
            (index, _, boards) =>
            {
                boards.Items.Clear();
                score(index, boards);
                lists[index] = boards.Items.Top(RankedLists.Length, _histories[index]);
                return boards;
            },
            static _ => { });
        return RankingScores.Of(lists, _targets).Ndcg10;
    }
}
