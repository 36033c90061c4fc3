using System.Globalization;
using XbFunctions.Inference;

namespace XbFunctions.Training;

/// <summary>Reads trees from LightGBM's text model format, version 4: <c>key=value</c> lines in one block a tree.</summary>
internal static class LightGbmModelText
{
    private const int CategoricalFlag = 1;
    private const int DefaultLeftFlag = 2;

    // kZeroThreshold of LightGBM's meta.h.
    private const float Zero = 1e-35f;

    // Bits 2 and 3 of decision_type.
    private const int MissingNone = 0;
    private const int MissingNaN = 2;

    /// <summary>Reads all trees.</summary>
    /// <param name="text">The whole model.</param>
    /// <param name="columns">Column names; the model's own are ignored.</param>
    /// <exception cref="TrainerException">A tree uses what is not supported here, or a line is missing.</exception>
    public static TreeEnsemble Parse(string text, IReadOnlyList<string> columns)
    {
        var trees = new List<TreeNode[]>();
        Dictionary<string, string>? block = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Tree=") || line.StartsWith("end of trees"))
            {
                if (block is not null)
                {
                    trees.Add(ParseTree(block, trees.Count));
                }

                block = line[0] == 'T' ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
            }
            else if (block is not null && line.IndexOf('=') is var at and > 0)
            {
                block[line[..at].ToString()] = line[(at + 1)..].ToString();
            }
        }

        return new TreeEnsemble(columns, trees);
    }

    /// <summary>
    /// The largest float not above a double: for every float x, <c>x &lt;= value</c> holds just when <c>x &lt;= RoundDown(value)</c> does.
    /// </summary>
    /// <param name="value">A threshold, not NaN.</param>
    internal static float RoundDown(double value)
    {
        var rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>
    /// The float that a split compares with, so that every float goes where LightGBM sends it: before it compares, it takes what is no larger than
    /// 1e-35 in size for 0.
    /// </summary>
    /// <param name="threshold">LightGBM's threshold, not NaN.</param>
    internal static float ThresholdOf(double threshold) => threshold switch
    {
        >= 0 and < Zero => Zero,
        < 0 and >= -Zero => MathF.BitDecrement(-Zero),
        _ => RoundDown(threshold),
    };

    private static TreeNode[] ParseTree(Dictionary<string, string> block, int index)
    {
        var leafValues = Numbers(block, "leaf_value", index);
        if (leafValues.Length == 1)
        {
            return [TreeNode.Leaf(leafValues[0], cover: 1)];
        }

        if (Numbers(block, "num_cat", index)[0] != 0 || Numbers(block, "is_linear", index)[0] != 0)
        {
            throw new TrainerException($"Tree {index}: expected numeric splits and constant leaves, got categories or linear leaves.");
        }

        var leafCounts = Numbers(block, "leaf_count", index);
        var features = Numbers(block, "split_feature", index);
        var thresholds = Numbers(block, "threshold", index);
        var decisions = Numbers(block, "decision_type", index);
        var lefts = Numbers(block, "left_child", index);
        var rights = Numbers(block, "right_child", index);
        var counts = Numbers(block, "internal_count", index);
        var nodes = new TreeNode[features.Length + leafValues.Length];
        for (var i = 0; i < features.Length; i++)
        {
            nodes[i] = TreeNode.Split(
                (int)features[i],
                ThresholdOf(thresholds[i]),
                Child((int)lefts[i], features.Length),
                Child((int)rights[i], features.Length),
                MissingGoesLeft((int)decisions[i], thresholds[i], index),
                Math.Max(1, counts[i]));
        }

        for (var i = 0; i < leafValues.Length; i++)
        {
            nodes[features.Length + i] = TreeNode.Leaf(leafValues[i], Math.Max(1, leafCounts[i]));
        }

        return nodes;
    }

    // Children that are leaves are written as the complement of the leaf's number; here leaves stand behind all splits.
    private static int Child(int child, int splits) => child >= 0 ? child : splits + ~child;

    // A column that had no missing value in training is compared as if NaN were 0, whatever the default direction says.
    private static bool MissingGoesLeft(int decision, double threshold, int index)
    {
        var missing = (decision >> 2) & 3;
        return (decision & CategoricalFlag) != 0 || missing is not (MissingNone or MissingNaN)
            ? throw new TrainerException($"Tree {index}: expected numeric splits with NaN as missing, got decision type {decision}.")
            : missing == MissingNaN ? (decision & DefaultLeftFlag) != 0 : threshold >= 0;
    }

    private static double[] Numbers(Dictionary<string, string> block, string key, int index) =>
        block.TryGetValue(key, out var text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)]
            : throw new TrainerException($"Tree {index}: LightGBM's model text has no line '{key}'.");

    // C++ writes "inf" where a split parts the missing values from all others.
    private static double Number(string word) => word switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(word, CultureInfo.InvariantCulture),
    };
}
