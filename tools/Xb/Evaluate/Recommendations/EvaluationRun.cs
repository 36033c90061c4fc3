using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Evaluate.Recommendations;

/// <summary>Measures what serves on clicks.</summary>
/// <param name="served">What serves.</param>
/// <param name="clicks">The clicks.</param>
/// <param name="most">Moments at most, about.</param>
internal sealed class EvaluationRun(ServedRecommendations served, ClickHistory clicks, int most)
{
    /// <summary>Whether what was measured on had been learnt from, because the clicks have nothing newer.</summary>
    public bool IsLearntFrom { get; private set; }

    /// <summary>Measures.</summary>
    /// <param name="time">Stamps the report.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CommandException">There is no moment to measure on.</exception>
    public RecommendationEvaluation Run(TimeProvider time, CancellationToken cancellationToken)
    {
        var interactions = clicks.Interactions;
        var (from, to) = Span(interactions);
        var bias = PositionBias.Learn(clicks.Lists.Select(static shown => shown.List), cancellationToken);
        var live = new LiveReplay();
        var way = new Contender("served", new Recommender(new RecommendationOptions(), served.Ranker, live), served.Signals, served.Catalogue);
        var cold = new ColdStart(served.Catalogue, way, way, served.Signals, default, new RecommendationOptions().NewDays);
        new RecommendationReplay(served.Catalogue, interactions, bias).Run(from, to, most, live, cold.AddKnown, cancellationToken);
        if (cold.Rows.Count == 0)
        {
            throw new CommandException("The clicks have no moment at which a visitor turned to an item of the catalogue for the first time.");
        }

        var (_, scores, popular) = cold.Rows[0];
        var offline = new OfflineQuality(
            time.GetUtcNow(), from, to, served.Signals.Signals.Version, served.SequenceModel, served.RankerVersion, scores.Cases, scores.Recall, scores.Ndcg, scores.Coverage(served.Catalogue.Count));
        return new RecommendationEvaluation(
            offline, popular.Recall, popular.Ndcg, Online(), [.. Enumerable.Range(0, bias.Positions).Select(bias.Examined)]);
    }

    private (DateTimeOffset From, DateTimeOffset To) Span(List<Interaction> interactions)
    {
        var (begin, end) = (interactions[0].At, interactions[^1].At + TimeSpan.FromTicks(1));
        var until = served.LearntUntil ?? begin;
        IsLearntFrom = until >= end;
        return (IsLearntFrom ? begin + (0.85 * (end - begin)) : until > begin ? until : begin, end);
    }

    private OnlineFeedback Online()
    {
        var (sums, items) = (new FeedbackSums(), new HashSet<int>());
        foreach (var shown in clicks.Lists)
        {
            sums.Add(shown.Market.ToString(), shown.List);
            items.UnionWith(shown.List.Items);
        }

        var (from, to) = clicks.Lists.Count == 0 ? default : (clicks.Lists.Min(static shown => shown.At), clicks.Lists.Max(static shown => shown.At));
        return sums.ToFeedback(from, to, items.Count, served.Catalogue.Count);
    }
}
