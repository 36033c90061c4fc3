using Google.Protobuf;
using Google.Protobuf.Collections;
using XbFunctions.Inference.Onnx;

namespace XbFunctions.Inference;

/// <summary>Reads the trees back out of an ONNX model that <see cref="TreeEnsembleExporter"/> wrote.</summary>
public static class TreeEnsembleReader
{
    /// <summary>Reads the trees, with the leaf values as the runtime sees them: in single precision.</summary>
    /// <param name="onnx">Bytes of an <c>.onnx</c> file.</param>
    /// <returns>The trees, or <see langword="null"/> where the model holds none that the exporter wrote.</returns>
    /// <exception cref="InvalidModelException">The bytes are no ONNX model, or the trees in it are broken.</exception>
    public static TreeEnsemble? Read(ReadOnlySpan<byte> onnx)
    {
        var model = Parse(onnx);
        var node = model.Graph?.Node.FirstOrDefault(candidate => candidate.OpType == TreeEnsembleExporter.Operator);
        var columns = model.MetadataProps.FirstOrDefault(entry => entry.Key == TreeEnsembleExporter.ColumnsKey)?.Value.Split('\n');
        if (node is null || columns is null)
        {
            return null;
        }

        try
        {
            return new TreeEnsemble(columns, ReadTrees(node), Floats(node, "base_values").FirstOrDefault());
        }
        catch (ArgumentException exception)
        {
            throw new InvalidModelException($"The model's trees are broken: {exception.Message}", exception);
        }
    }

    private static ModelProto Parse(ReadOnlySpan<byte> onnx)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(onnx);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidModelException($"Expected an ONNX model, got {onnx.Length} bytes that are none.", exception);
        }
    }

    private static List<TreeNode[]> ReadTrees(NodeProto node)
    {
        var trees = Ints(node, "nodes_treeids");
        var length = trees.Count;
        var features = Ints(node, "nodes_featureids", length);
        var lefts = Ints(node, "nodes_truenodeids", length);
        var rights = Ints(node, "nodes_falsenodeids", length);
        var missing = Ints(node, "nodes_missing_value_tracks_true", length);
        var thresholds = Floats(node, "nodes_values", length);
        var covers = Floats(node, "nodes_hitrates", length);
        var leaves = LeafValues(node);
        var result = new List<TreeNode[]>();
        for (var start = 0; start < length;)
        {
            var end = start;
            while (end < length && trees[end] == trees[start])
            {
                end++;
            }

            var tree = new TreeNode[end - start];
            for (var i = 0; i < tree.Length; i++)
            {
                var at = start + i;
                tree[i] = leaves.TryGetValue((trees[at], i), out var value)
                    ? TreeNode.Leaf(value, covers[at])
                    : TreeNode.Split((int)features[at], thresholds[at], (int)lefts[at], (int)rights[at], missing[at] != 0, covers[at]);
            }

            result.Add(tree);
            start = end;
        }

        return result;
    }

    private static Dictionary<(long Tree, long Node), float> LeafValues(NodeProto node)
    {
        var trees = Ints(node, "target_treeids");
        var nodes = Ints(node, "target_nodeids", trees.Count);
        var weights = Floats(node, "target_weights", trees.Count);
        var values = new Dictionary<(long, long), float>(trees.Count);
        for (var i = 0; i < trees.Count; i++)
        {
            values[(trees[i], nodes[i])] = weights[i];
        }

        return values;
    }

    private static RepeatedField<long> Ints(NodeProto node, string name, int? length = null) =>
        Sized(Attribute(node, name).Ints, name, length);

    private static RepeatedField<float> Floats(NodeProto node, string name, int? length = null) =>
        Sized(Attribute(node, name).Floats, name, length);

    private static RepeatedField<T> Sized<T>(RepeatedField<T> values, string name, int? length) =>
        length is null || values.Count == length
            ? values
            : throw new InvalidModelException($"Attribute '{name}': expected {length} values, got {values.Count}.");

    private static AttributeProto Attribute(NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name)
        ?? throw new InvalidModelException($"{node.OpType} has no attribute '{name}'.");
}
