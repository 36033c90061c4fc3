using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>Finds the constants of the sources, one at a time, by NDCG@10 of the validation items of a sample of users.</summary>
internal sealed class SourceTuning
{
    private const int SampleUsers = 4000;
    private const int Rounds = 2;

    private readonly InteractionLog _log;
    private readonly int[] _users;
    private readonly int[] _targets;
    private readonly IProgress<WorkDone>? _progress;
    private readonly CancellationToken _cancellationToken;
    private int _trials;

    private SourceTuning(SequenceData data, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        (_progress, _cancellationToken) = (progress, cancellationToken);
        _log = new InteractionLog(data.Without(2), data.ItemIds.Count);

        // Every n-th user: files may be in an order that means something.
        var step = Math.Max(1, data.Cases.Length / SampleUsers);
        _users = [.. data.Cases.Where((_, index) => index % step == 0)];
        _targets = [.. _users.Select(user => data.Sequences[user][^2])];
    }

    /// <summary>Tunes all sources.</summary>
    /// <param name="data">The data; the last item of each user is not looked at.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SourceConstants Find(SequenceData data, IProgress<WorkDone>? progress, CancellationToken cancellationToken)
    {
        var tuning = new SourceTuning(data, progress, cancellationToken);
        var coVisitation = tuning.CoVisitation();
        var neighbours = tuning.Neighbours();
        var (ridge, decay) = tuning.Linear();
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
            ],
            options =>
            {
                if (!HasSameCounts(options, counted))
                {
                    (learnt, counted) = (Capabilities.Recommendations.CoVisitation.Learn(_log, options, _cancellationToken), options);
                }

                var scorer = learnt.With(_log, options);
                return Rate((user, boards) => scorer.Score(_log.Sequences[user], boards.Items));
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
        ],
        options =>
        {
            var scorer = new Neighbours(_log, options);
            return Rate((user, boards) => scorer.Score(_log.Sequences[user], user, boards.Sequences, boards.Items));
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

                return Rate((user, boards) => model!.Score(_log.Sequences[user], options.Decay, boards.Items));
            });
    }

    private static bool HasSameCounts(CoVisitationOptions a, CoVisitationOptions b) =>
        (a.Window, a.DistancePower, a.BackwardWeight, a.LengthPower) == (b.Window, b.DistancePower, b.BackwardWeight, b.LengthPower);

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
        var lists = new int[_users.Length][];
        Parallel.For(
            0,
            _users.Length,
            new ParallelOptions { CancellationToken = _cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Items: new ScoreBoard(_log.ItemCount), Sequences: new ScoreBoard(_log.Sequences.Count)),
            (index, _, boards) =>
            {
                boards.Items.Clear();
                score(_users[index], boards);
                lists[index] = boards.Items.Top(RankedLists.Length, _log.Sequences[_users[index]]);
                return boards;
            },
            static _ => { });
        return RankingScores.Of(lists, _targets).Ndcg10;
    }
}
