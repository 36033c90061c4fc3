namespace XbFunctions.Inference;

/// <summary>
/// Writes a binary classifier's trees as ONNX: <c>TreeEnsembleRegressor</c> (ai.onnx.ml 3) and a <c>Sigmoid</c> node behind it.
/// </summary>
/// <remarks>
/// ONNX Runtime ignores <c>post_transform=LOGISTIC</c> of the regressor without a word, so the logistic function is a node of its own. The
/// covers travel in <c>nodes_hitrates</c>, an attribute that runtimes do not compute with, so that the explainer needs no second file.
/// </remarks>
public static class TreeEnsembleExporter
{
    /// <summary>Name of the graph's input, shape <c>[rows, columns]</c>.</summary>
    public const string InputName = "features";

    /// <summary>Name of the graph's output, shape <c>[rows, 1]</c>, in [0, 1].</summary>
    public const string OutputName = "probability";

    internal const string Operator = "TreeEnsembleRegressor";
    internal const string ColumnsKey = "columns";
    private const string RawScore = "raw_score";

    /// <summary>Turns the trees into the bytes of an <c>.onnx</c> file. Equal trees give equal bytes.</summary>
    /// <param name="ensemble">Trees whose raw score is log odds; at least one tree. Leaf values are rounded to single precision.</param>
    /// <param name="name">Graph name, mostly the model's.</param>
    /// <exception cref="ArgumentException">There are no trees, or a column name holds a line break.</exception>
    public static byte[] Export(TreeEnsemble ensemble, string name)
    {
        if (ensemble.TreeCount == 0)
        {
            throw new ArgumentException("An ensemble without trees cannot be exported.", nameof(ensemble));
        }

        if (ensemble.Columns.Any(column => column.Contains('\n', StringComparison.Ordinal)))
        {
            throw new ArgumentException("A column name must not hold a line break.", nameof(ensemble));
        }

        var rows = OnnxDimension.Named("rows");
        return new OnnxGraphBuilder(name)
            .Metadata(ColumnsKey, string.Join('\n', ensemble.Columns))
            .Input(InputName, OnnxElementType.Float, rows, OnnxDimension.Fixed(ensemble.Columns.Count))
            .Node(OnnxGraphBuilder.MachineLearningDomain, Operator, [InputName], [RawScore], Attributes(ensemble))
            .Node("Sigmoid", [RawScore], [OutputName])
            .Output(OutputName, OnnxElementType.Float, rows, OnnxDimension.Fixed(1))
            .ToBytes();
    }

    private static OnnxAttribute[] Attributes(TreeEnsemble ensemble)
    {
        var nodes = (
            from tree in Enumerable.Range(0, ensemble.TreeCount)
            from entry in ensemble.Tree(tree).ToArray().Select((node, index) => (Tree: (long)tree, Index: (long)index, Node: node))
            select entry).ToArray();
        var leaves = nodes.Where(entry => entry.Node.IsLeaf).ToArray();
        return
        [
            OnnxAttribute.Int("n_targets", 1),
            OnnxAttribute.Text("aggregate_function", "SUM"),
            OnnxAttribute.Text("post_transform", "NONE"),
            OnnxAttribute.Floats("base_values", [(float)ensemble.BaseScore]),
            OnnxAttribute.Ints("nodes_treeids", nodes.Select(entry => entry.Tree)),
            OnnxAttribute.Ints("nodes_nodeids", nodes.Select(entry => entry.Index)),
            OnnxAttribute.Ints("nodes_featureids", nodes.Select(entry => (long)entry.Node.Feature)),
            OnnxAttribute.Texts("nodes_modes", nodes.Select(entry => entry.Node.IsLeaf ? "LEAF" : "BRANCH_LEQ")),
            OnnxAttribute.Floats("nodes_values", nodes.Select(entry => entry.Node.Threshold)),
            OnnxAttribute.Ints("nodes_truenodeids", nodes.Select(entry => (long)entry.Node.Left)),
            OnnxAttribute.Ints("nodes_falsenodeids", nodes.Select(entry => (long)entry.Node.Right)),
            OnnxAttribute.Ints("nodes_missing_value_tracks_true", nodes.Select(entry => entry.Node.MissingLeft ? 1L : 0L)),
            OnnxAttribute.Floats("nodes_hitrates", nodes.Select(entry => (float)entry.Node.Cover)),
            OnnxAttribute.Ints("target_treeids", leaves.Select(entry => entry.Tree)),
            OnnxAttribute.Ints("target_nodeids", leaves.Select(entry => entry.Index)),
            OnnxAttribute.Ints("target_ids", leaves.Select(_ => 0L)),
            OnnxAttribute.Floats("target_weights", leaves.Select(entry => (float)entry.Node.Value)),
        ];
    }
}
