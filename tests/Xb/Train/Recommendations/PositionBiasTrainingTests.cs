using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Recommendations.Ranking;
using XbFunctions.Training;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Tests.Train.Recommendations;

/// <summary>
/// Lists in the order of an older ranker that knows nothing of what is liked, looked at from the top with falling attention: clicks make what the older ranker liked
/// look liked, unless they count by the inverse of how likely their place is looked at.
/// </summary>
[TestClass]
public sealed class PositionBiasTrainingTests
{
    private const int Length = 12;
    private const int Pool = 300;
    private static readonly double[] Attention = [.. Enumerable.Range(0, Length).Select(static place => 1 / (1.0 + place))];

    [TestMethod]
    public void A_ranker_of_clicks_weighed_by_the_learnt_bias_ranks_as_one_of_clicks_without_bias_and_better_than_one_that_takes_them_as_they_are()
    {
        var random = new Random(7);
        var items = Enumerable.Range(0, Pool).Select(_ => (Liked: random.NextSingle(), Before: random.NextSingle())).ToArray();
        var (lists, clicked) = Show(items, 20_000, Attention, random);
        var bias = PositionBias.Learn(lists);
        for (var place = 0; place < Length; place++)
        {
            Assert.AreEqual(Attention[place], bias.Examined(place), 0.06, $"place {place}");
        }

        // What would be learnt if all places were looked at alike.
        var (_, unbiased) = Show(items, 5_000, [.. Enumerable.Repeat(0.3, Length)], random);
        var truth = QualityOf(unbiased, static _ => 1);
        var asTheyAre = QualityOf(clicked, static _ => 1);
        var weighed = QualityOf(clicked, place => (float)(1 / bias.Examined(place)));
        Assert.IsGreaterThan(asTheyAre + 0.015, truth, "the simulated bias does harm, or there is nothing to remove");
        Assert.IsGreaterThan(asTheyAre + (0.7 * (truth - asTheyAre)), weighed, $"as they are {asTheyAre:F4}, weighed {weighed:F4}, without bias {truth:F4}");
    }

    // NDCG of lists that nobody has seen, by what is liked indeed.
    private static double QualityOf(List<(float[] Rows, int Target, int Place)> clicked, Func<int, float> weightOf)
    {
        var settings = new RecommendationTrainingOptions(0, 8, 60, 1_000, 2);
        var models = new RecommendationModels(CatalogueSnapshot.Empty, settings, TimeProvider.System);
        var cases = clicked.Select((one, index) => new RankerCase($"v-{index}", one.Rows, one.Target, weightOf(one.Place))).ToList();
        using var ranker = Trained(models, cases);
        var random = new Random(11);
        var sum = 0.0;
        const int tests = 400;
        for (var test = 0; test < tests; test++)
        {
            var items = Enumerable.Range(0, Length).Select(_ => (Liked: random.NextSingle(), Before: random.NextSingle())).ToArray();
            var scores = new double[Length];
            ranker.Score(Rows(items), scores);
            sum += Gain(items.Zip(scores).OrderByDescending(static one => one.Second).Select(static one => one.First.Liked))
                / Gain(items.Select(static one => one.Liked).OrderDescending());
        }

        return sum / tests;
    }

    private static TrainedRanker Trained(RecommendationModels models, List<RankerCase> cases)
    {
        try
        {
            return models.Ranker(cases, new Progress<WorkDone>(), CancellationToken.None).Ranker;
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            throw;
        }
    }

    private static double Gain(IEnumerable<float> liked) => liked.Select(static (like, place) => (Math.Pow(2, 4 * like) - 1) / Math.Log2(place + 2)).Sum();

    private static (List<ShownList> Lists, List<(float[] Rows, int Target, int Place)> Clicked) Show(
        (float Liked, float Before)[] pool, int count, double[] attention, Random random)
    {
        var (lists, clicked) = (new List<ShownList>(), new List<(float[], int, int)>());
        for (var number = 0; number < count; number++)
        {
            // The older ranker's order, with as much chance in it as lists of a shop have.
            int[] shown = [.. Enumerable.Range(0, Length).Select(_ => random.Next(Pool)).Distinct().OrderByDescending(item => pool[item].Before + (0.3 * random.NextSingle()))];
            var list = new ShownList("home", shown);
            lists.Add(list);
            var rows = Rows([.. shown.Select(item => pool[item])]);
            for (var place = 0; place < shown.Length; place++)
            {
                if (random.NextDouble() < attention[place] * (0.02 + (0.4 * pool[shown[place]].Liked)))
                {
                    list.Click(place);
                    clicked.Add((rows, place, place));
                }
            }
        }

        return (lists, clicked);
    }

    private static float[] Rows((float Liked, float Before)[] items)
    {
        var rows = new float[items.Length * RankerColumns.Width];
        for (var index = 0; index < items.Length; index++)
        {
            rows[(index * RankerColumns.Width) + (int)RankerColumn.CategoryInterest] = items[index].Liked;
            rows[(index * RankerColumns.Width) + (int)RankerColumn.Popularity] = items[index].Before;
        }

        return rows;
    }
}
