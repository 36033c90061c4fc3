using CsCheck;
using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Capabilities.Tests.Recommendations;

[TestClass]
public sealed class CandidateSourceTests
{
    private const int ItemCount = 12;

    private static readonly Gen<int[][]> Sequences = Gen.Int[0, ItemCount - 1].Array[1, 8].Array[1, 20];

    [TestMethod]
    public void Links_equal_a_count_of_all_pairs() => Sequences.Sample(sequences =>
    {
        var options = new CoVisitationOptions(Window: 3, DistancePower: 1, BackwardWeight: 0.5, LengthPower: 0.25);
        var links = CoVisitation.Learn(new InteractionLog(sequences, ItemCount), options).Links;
        for (var from = 0; from < ItemCount; from++)
        {
            for (var to = 0; to < ItemCount; to++)
            {
                Assert.AreEqual(BruteForce(sequences, options, from, to), links.Between(from, to), 1e-4);
            }
        }
    }, iter: 200);

    [TestMethod]
    public void The_score_of_a_history_is_the_decayed_sum_of_its_links()
    {
        var log = new InteractionLog([[0, 1, 2], [0, 2], [1, 2, 3]], 4);
        var model = CoVisitation.Learn(log, new CoVisitationOptions(Decay: 0.5));
        var board = new ScoreBoard(4);
        model.Score([0, 1], board);
        for (var item = 0; item < 4; item++)
        {
            Assert.AreEqual(model.Between(1, item) + (0.5 * model.Between(0, item)), board[item], 1e-6);
        }
    }

    [TestMethod]
    public void The_best_of_a_board_equal_a_sort() =>
        Gen.Select(Gen.Select(Gen.Int[0, 49], Gen.Int[1, 9]).Array[0, 80], Gen.Int[1, 20], Gen.Int[0, 49].Array[0, 5])
            .Sample((adds, count, without) =>
            {
                var board = new ScoreBoard(50);
                foreach (var (item, score) in adds)
                {
                    board.Add(item, score);
                }

                var expected = adds.GroupBy(static add => add.Item1).Where(group => !without.Contains(group.Key))
                    .OrderByDescending(static group => group.Sum(static add => add.Item2)).ThenBy(static group => group.Key)
                    .Select(static group => group.Key).Take(count);
                return board.Top(count, without).SequenceEqual(expected);
            });

    [TestMethod]
    public void A_cleared_board_is_empty()
    {
        var board = new ScoreBoard(3);
        board.Add(1, 2);
        board.Clear();
        Assert.IsEmpty(board.Top(3, []));
        Assert.AreEqual(0f, board[1]);
    }

    [TestMethod]
    public void A_neighbour_votes_for_what_the_history_lacks_and_the_own_sequence_does_not_vote()
    {
        var log = new InteractionLog([[0, 1, 2], [0, 1, 3], [4, 5]], 6);
        var board = new ScoreBoard(6);
        new Neighbours(log, new NeighbourOptions()).Score([0, 1], self: 1, new ScoreBoard(3), board);
        CollectionAssert.AreEqual(new[] { 2 }, board.Top(5, [0, 1]));
    }

    [TestMethod]
    public void A_linear_weight_with_one_input_is_the_ridge_regression_by_hand()
    {
        // Item 1 is with item 0 in two sequences of its three: 2 / (3 + ridge).
        var log = new InteractionLog([[0, 1], [0, 1], [1, 2]], 3);
        var board = new ScoreBoard(3);
        LinearItemModel.Learn(log, ridge: 1).Score([0], 1, board);
        Assert.AreEqual(2.0 / 3, board[1], 1e-6);
    }

    [TestMethod]
    public void Items_with_the_same_rare_attribute_are_more_alike_than_those_that_share_a_common_one()
    {
        var profiles = new AttributeProfiles([[0, 1], [0, 2], [1, 3], [0], [0], []]);
        Assert.AreEqual(1, profiles.Between(3, 4), 1e-6);
        Assert.IsGreaterThan(profiles.Between(0, 1), profiles.Between(0, 2));
        Assert.AreEqual(0, profiles.Between(3, 5), 1e-6);
    }

    [TestMethod]
    public void An_item_out_of_range_is_refused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new InteractionLog([[0, 3]], 3));

    private static double BruteForce(int[][] sequences, CoVisitationOptions options, int from, int to)
    {
        var sum = 0.0;
        foreach (var sequence in sequences)
        {
            for (var i = 0; i < sequence.Length; i++)
            {
                for (var j = 0; j < sequence.Length; j++)
                {
                    var distance = Math.Abs(i - j);
                    if (from != to && sequence[i] == from && sequence[j] == to && distance <= options.Window)
                    {
                        sum += Math.Pow(sequence.Length, -options.LengthPower)
                            * (j > i ? 1 : options.BackwardWeight) * Math.Pow(distance, -options.DistancePower);
                    }
                }
            }
        }

        return sum;
    }
}
