using CsCheck;

namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class LightGbmModelTextTests
{
    private const string Tree =
        """
        tree
        version=v4

        Tree=0
        num_leaves=3
        num_cat=0
        split_feature=1 0
        threshold=0.1 -5
        decision_type=DECISIONS
        left_child=1 -1
        right_child=-2 -3
        leaf_value=-1 2 3
        leaf_count=30 50 20
        internal_count=100 50
        is_linear=0
        shrinkage=1

        end of trees
        """;

    [TestMethod]
    public void A_rounded_threshold_compares_every_float_like_the_double() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[-2, 2]).Sample((threshold, steps) =>
        {
            var rounded = LightGbmModelText.RoundDown(threshold);
            var x = (float)threshold;
            for (var i = 0; i < Math.Abs(steps); i++)
            {
                x = steps > 0 ? MathF.BitIncrement(x) : MathF.BitDecrement(x);
            }

            return x <= rounded == x <= threshold;
        });

    [TestMethod]
    public void A_threshold_beyond_the_floats_still_lets_infinity_pass_to_the_right()
    {
        Assert.AreEqual(float.MaxValue, LightGbmModelText.RoundDown(1e300));
        Assert.AreEqual(float.NegativeInfinity, LightGbmModelText.RoundDown(-1e300));
    }

    [TestMethod]
    [DataRow(0, 3.0, DisplayName = "as zero: at most 0.1, then above -5")]
    [DataRow(2, 3.0, DisplayName = "as zero, whatever the default direction")]
    [DataRow(10, -1.0, DisplayName = "left at both splits")]
    [DataRow(8, 2.0, DisplayName = "right at the root")]
    public void The_decision_type_says_where_a_gap_goes(int decision, double expected)
    {
        var ensemble = LightGbmModelText.Parse(
            Tree.Replace("DECISIONS", $"{decision} {decision}", StringComparison.Ordinal), ["a", "b"]);

        Assert.AreEqual(expected, ensemble.RawScore([float.NaN, float.NaN]));
    }

    [TestMethod]
    public void A_split_at_infinity_parts_the_gaps_from_all_numbers()
    {
        var text = Tree.Replace("DECISIONS", "8 8", StringComparison.Ordinal)
            .Replace("threshold=0.1", "threshold=inf", StringComparison.Ordinal);
        var ensemble = LightGbmModelText.Parse(text, ["a", "b"]);

        Assert.AreEqual(2.0, ensemble.RawScore([0, float.NaN]));
        Assert.AreEqual(3.0, ensemble.RawScore([0, float.PositiveInfinity]));
        Assert.AreEqual(3.0, ensemble.RawScore([0, float.MaxValue]));
    }

    [TestMethod]
    [DataRow(1, DisplayName = "categorical")]
    [DataRow(4, DisplayName = "zero as missing")]
    public void A_split_that_the_graph_could_not_express_is_refused(int decision)
    {
        var text = Tree.Replace("DECISIONS", $"{decision} {decision}", StringComparison.Ordinal);

        Assert.ThrowsExactly<TrainerException>(() => LightGbmModelText.Parse(text, ["a", "b"]));
    }

    [TestMethod]
    public void A_model_text_without_a_needed_line_is_refused_by_name()
    {
        var text = Tree.Replace("DECISIONS", "0 0", StringComparison.Ordinal).Replace("leaf_count", "other", StringComparison.Ordinal);

        var exception = Assert.ThrowsExactly<TrainerException>(() => LightGbmModelText.Parse(text, ["a", "b"]));

        Assert.AreEqual("Tree 0: LightGBM's model text has no line 'leaf_count'.", exception.Message);
    }

    [TestMethod]
    [DataRow(1.0000000180025095e-35, 1e-35f, 0f, true, DisplayName = "what the trainer takes for 0 is not above the edge of 0")]
    [DataRow(-1.0000000180025095e-35, -1e-35f, 0f, false, DisplayName = "nor at the edge below it")]
    [DataRow(-1.0000000180025095e-35, -1.1e-35f, -1e-34f, true, DisplayName = "beyond the edge it is")]
    [DataRow(0.0, 5e-36f, -1f, true, DisplayName = "a threshold of 0")]
    public void A_value_that_the_trainer_takes_for_zero_goes_where_zero_goes(double threshold, float value, float likewise, bool goesLeft)
    {
        var compared = LightGbmModelText.ThresholdOf(threshold);
        Assert.AreEqual(goesLeft, value <= compared);
        Assert.AreEqual(goesLeft, likewise <= compared);
    }
}
