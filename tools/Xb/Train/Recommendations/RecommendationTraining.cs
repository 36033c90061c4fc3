using System.Globalization;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>
/// Trains sequence model and ranker on the earlier part of the interactions and gates them by NDCG on the later one: signals and sequence model learn
/// from the first 70 %, the ranker from moments of the next 15 %, and the last 15 % measure what would be served.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="all">Interactions in the order of time.</param>
/// <param name="bias">How likely the places of lists are looked at.</param>
/// <param name="settings">Sizes.</param>
/// <param name="terminal">Told what is done.</param>
/// <param name="time">Stamps models.</param>
internal sealed class RecommendationTraining(
    CatalogueSnapshot catalogue, List<Interaction> all, PositionBias bias, RecommendationTrainingOptions settings, CommandTerminal terminal, TimeProvider time)
{
    // One-sided 95 %.
    private const double Confident = 1.645;
    private const double MostLossOfEightBits = 0.005;
    private const string Bits = "bits";

    private readonly RecommendationOptions _options = new();
    private readonly RecommendationModels _models = new(catalogue, settings, time);
    private readonly DateTimeOffset _begin = all[0].At;
    private readonly DateTimeOffset _end = all[^1].At + TimeSpan.FromTicks(1);

    /// <summary>Trains and measures.</summary>
    /// <param name="champion">The ranker in use, which a new one must beat; <see langword="null"/> for the weights of the sources.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<TrainedRecommendations> RunAsync(IItemRanker? champion, CancellationToken cancellationToken)
    {
        var (rankFrom, testFrom) = (At(0.7), At(0.85));
        List<Interaction> early = [.. all.TakeWhile(one => one.At < rankFrom)];
        List<Interaction> learnt = [.. all.TakeWhile(one => one.At < testFrom)];
        if (early.Count == 0 || learnt.Count == all.Count)
        {
            throw new CommandException("The interactions are all of one moment: nothing can be held out.");
        }

        var early0 = await SignalsAsync("Learning signals of the first part", early, cancellationToken);
        var next = settings.Epochs == 0 ? null : await NextItemsAsync(early, early0, rankFrom, testFrom, cancellationToken);
        var model = next is { } passed ? NextItemModel.Load(passed.Package) : null;
        var ranker = settings.Trees == 0 ? null : await RankerAsync(early0, model, rankFrom, testFrom, cancellationToken);
        var signals = await SignalsAsync("Learning signals of the first two parts", learnt, cancellationToken);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Trends: a market's own and the others' count alike from a weight of {signals.CarryOver.PriorWeight:N0} on; a market that is alike counts {signals.CarryOver.LikenessWeight:0.#} times."));
        using var scoring = ranker is null ? null : ScoringModel.Load(ranker.Onnx, ranker.Manifest);
        return await MeasureAsync(signals, learnt, model, (next?.Package, next?.Epochs ?? 0), ranker, scoring, champion, testFrom, cancellationToken);
    }

    /// <summary>Trains the sequence model on all interactions, as often over them as was best.</summary>
    /// <param name="epochs">Passes.</param>
    /// <param name="gated">The model that passed the gate; its metrics stay.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ModelPackage> RefitAsync(int epochs, ModelPackage gated, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, "Training the sequence model on all days", progress =>
        {
            var refit = new RecommendationModels(catalogue, settings with { Epochs = Math.Max(1, epochs) }, time);
            var trained = refit.NextItems(all, progress, cancellationToken) ?? throw new CommandException("No visitor has two items.");
            using (trained.Model)
            {
                var weights = gated.Manifest.Metrics[Bits] == 8 ? SequenceWeights.EightBit : SequenceWeights.Exact;
                return refit.Pack(trained, weights, new TrainingRange(_begin, _end), gated.Manifest.Metrics);
            }
        });

    private DateTimeOffset At(double share) => _begin + (share * (_end - _begin));

    private Task<ItemSignals> SignalsAsync(string title, List<Interaction> interactions, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, title, _ => RecommendationModels.Signals(interactions, cancellationToken));

    private Contender Way(string name, ItemSignals signals, NextItemModel? model, IItemRanker? ranker, LiveReplay? live) =>
        new(name, new Recommender(_options, ranker, live), BoundSignals.Of(signals, catalogue, model), catalogue);

    private async Task<(ModelPackage Package, int Epochs)?> NextItemsAsync(
        List<Interaction> early, ItemSignals signals, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var trained = await CommandProgress.RunAsync(
            terminal, "Training the sequence model", progress => _models.NextItems(early, progress, cancellationToken));
        if (trained is not { } found)
        {
            return null;
        }

        using (found.Model)
        {
            var range = new TrainingRange(_begin, from);
            var exact = _models.Pack(found, SequenceWeights.Exact, range, new Dictionary<string, double>());
            var small = _models.Pack(found, SequenceWeights.EightBit, range, new Dictionary<string, double>());
            var live = new LiveReplay();
            Contender[] ways =
            [
                Way("without", signals, null, null, live),
                Way("exact", signals, NextItemModel.Load(exact), null, live),
                Way("8-bit", signals, NextItemModel.Load(small), null, live),
            ];
            await ReplayAsync("Measuring the sequence model", from, to, live, one => Array.ForEach(ways, way => way.Add(one)), cancellationToken);
            var takesSmall = ways[2].Scores.Ndcg >= ways[1].Scores.Ndcg * (1 - MostLossOfEightBits);
            var (package, way) = takesSmall ? (small, ways[2]) : (exact, ways[1]);
            var (gain, error) = way.Scores.Over(ways[0].Scores);
            var passes = gain - (Confident * error) > 0;
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Sequence model, {found.Skus.Length:N0} items, best after {found.Model.Run!.BestEpoch} epochs: NDCG@20 {ways[1].Scores.Ndcg:F4} with exact weights ({exact.Onnx.Length / 1024:N0} KiB), "
                + $"{ways[2].Scores.Ndcg:F4} with 8-bit weights ({small.Onnx.Length / 1024:N0} KiB), {ways[0].Scores.Ndcg:F4} without it; gain {gain:F4} ± {error:F4}: {(passes ? "taken" : "left out")}."));
            var metrics = new Dictionary<string, double> { ["ndcg20"] = way.Scores.Ndcg, ["ndcg20Without"] = ways[0].Scores.Ndcg, ["ndcg20Exact"] = ways[1].Scores.Ndcg, ["recall20"] = way.Scores.Recall, [Bits] = takesSmall ? 8 : 32 };
            return passes ? (package with { Manifest = package.Manifest with { Metrics = metrics } }, found.Model.Run!.BestEpoch) : null;
        }
    }

    private async Task<ModelPackage?> RankerAsync(
        ItemSignals signals, NextItemModel? model, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var live = new LiveReplay();
        var way = Way("candidates", signals, model, null, live);
        var bare = Way("candidates of a new market", signals.WithoutMarkets(), model, null, null);
        List<RankerCase> rows = [];
        var cases = 0;
        await ReplayAsync(
            "Collecting candidates",
            from,
            to,
            live,
            one =>
            {
                if (one.Ask.History.Recent.Count == 0)
                {
                    // Strangers get what is popular, unranked.
                    return;
                }

                cases++;

                // New markets are rare in any log and must be known all the same.
                var seen = IdHash.Of(one.Visitor) / 64 % 8 == 0 ? bare : way;
                var (items, features) = seen.Recommender.Candidates(catalogue, seen.Signals, one.Ask);
                if (Array.IndexOf(items, one.Target) is var place and >= 0)
                {
                    rows.Add(new RankerCase(one.Visitor, features, place, one.Weight));
                }
            },
            cancellationToken);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{cases:N0} moments; the item that followed is among the {CandidateRanking.Ranked} candidates of {(double)rows.Count / Math.Max(1, cases):P1}."));
        return await CommandProgress.RunAsync(terminal, "Growing trees", progress =>
        {
            var (ranker, data) = _models.Ranker(rows, progress, cancellationToken);
            using (ranker)
            {
                var metrics = new Dictionary<string, double> { ["candidateRecall"] = (double)rows.Count / Math.Max(1, cases), ["validationNdcg10"] = ranker.ValidationMetric ?? 0, ["trees"] = ranker.Iterations };
                return _models.Pack(ranker, data, new TrainingRange(from, to), metrics);
            }
        });
    }

    private async Task<TrainedRecommendations> MeasureAsync(
        ItemSignals signals,
        List<Interaction> learnt,
        NextItemModel? model,
        (ModelPackage? Package, int Epochs) next,
        ModelPackage? ranker,
        ScoringModel? scoring,
        IItemRanker? champion,
        DateTimeOffset testFrom,
        CancellationToken cancellationToken)
    {
        var live = new LiveReplay();
        List<Contender> ways = [Way(champion is null ? "weights of the sources" : "ranker in use", signals, model, champion, live)];
        ways.Add(Way("signals alone", signals, null, null, null));
        ways.Add(Way("signals and live signals", signals, null, null, live));
        if (scoring is not null)
        {
            ways.Add(Way("new ranker", signals, model, new ModelRanker(scoring), live));
        }

        await ReplayAsync("Measuring", testFrom, _end, live, one => ways.ForEach(way => way.Add(one)), cancellationToken);
        var passes = false;
        if (scoring is not null)
        {
            var (gain, error) = ways[^1].Scores.Over(ways[0].Scores);
            passes = gain - (Confident * error) > 0;
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"New ranker over {ways[0].Name}: NDCG@20 {gain:+0.0000;-0.0000} ± {error:F4}: {(passes ? "taken" : "left out")}."));
        }

        var cold = await ColdAsync(signals, learnt, model, passes ? new ModelRanker(scoring!) : champion, testFrom, cancellationToken);
        var metrics = ways[^1].Scores;
        var package = !passes ? null : ranker! with
        {
            Manifest = ranker.Manifest with
            {
                Metrics = new Dictionary<string, double>(ranker.Manifest.Metrics)
                {
                    ["ndcg20"] = metrics.Ndcg, ["ndcg20Before"] = ways[0].Scores.Ndcg, ["recall20"] = metrics.Recall, ["coverage"] = metrics.Coverage(catalogue.Count),
                },
            },
        };
        return new TrainedRecommendations(next.Package, package, next.Epochs, ways, cold, (testFrom, _end));
    }

    private async Task<ColdStart> ColdAsync(
        ItemSignals signals, List<Interaction> learnt, NextItemModel? model, IItemRanker? ranker, DateTimeOffset testFrom, CancellationToken cancellationToken)
    {
        // The third largest: large enough to measure.
        var markets = all.CountBy(static one => one.Market).OrderByDescending(static entry => entry.Value).Select(static entry => entry.Key).ToArray();
        var market = markets[Math.Min(2, markets.Length - 1)];
        var without = await SignalsAsync($"Learning without {market}", [.. learnt.Where(one => one.Market != market)], cancellationToken);
        var live = new LiveReplay();
        var served = Way("served", signals, model, ranker, live);
        var cold = new ColdStart(catalogue, served, Way("without", without, model, ranker, null), served.Signals, market, _options.NewDays);
        await ReplayAsync("Measuring cold starts", testFrom, _end, live, cold.Add, cancellationToken);
        return cold;
    }

    private Task<bool> ReplayAsync(
        string title, DateTimeOffset from, DateTimeOffset to, LiveReplay live, Action<RecommendationCase> each, CancellationToken cancellationToken) =>
        CommandProgress.RunAsync(terminal, title, progress =>
        {
            new RecommendationReplay(catalogue, all, bias).Run(
                from,
                to,
                settings.Cases,
                live,
                one =>
                {
                    progress.Report(new WorkDone((one.Ask.At!.Value - from) / (to - from)));
                    each(one);
                },
                cancellationToken);
            return true;
        });
}
