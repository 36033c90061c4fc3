using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class OnnxGraphBuilderTests
{
    [TestMethod]
    public void A_dense_layer_written_here_computes_what_it_says_on_the_runtime()
    {
        using var session = new InferenceSession(DenseLayer().ToBytes());
        using var input = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3f, -4f], [2, 2]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["x"], [input], ["y"]);

        // Rows (1, 2) and (3, -4) times ((1, -1), (2, 3)) plus (0.5, -20), negative ones cut off.
        CollectionAssert.AreEqual(new[] { 5.5f, 0, 0, 0 }, outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [TestMethod]
    public void A_double_graph_computes_in_double_precision()
    {
        var bytes = new OnnxGraphBuilder("double")
            .Input("x", OnnxElementType.Double, OnnxDimension.Named("n"))
            .Initializer<double>("third", [1 / 3.0])
            .Node("Mul", ["x", "third"], ["y"])
            .Output("y", OnnxElementType.Double, OnnxDimension.Named("n"))
            .ToBytes();
        using var session = new InferenceSession(bytes);
        using var input = OrtValue.CreateTensorValueFromMemory([7.0], [1]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["x"], [input], ["y"]);

        Assert.AreEqual(7.0 * (1 / 3.0), outputs[0].GetTensorDataAsSpan<double>()[0]);
    }

    [TestMethod]
    public void Attributes_of_every_kind_reach_the_runtime()
    {
        var bytes = new OnnxGraphBuilder("attributes")
            .Input("x", OnnxElementType.Float, OnnxDimension.Fixed(2), OnnxDimension.Fixed(3))
            .Node("Transpose", ["x"], ["t"], OnnxAttribute.Ints("perm", [1, 0]))
            .Node("LeakyRelu", ["t"], ["r"], OnnxAttribute.Float("alpha", 0.5f))
            .Node("Softmax", ["r"], ["s"], OnnxAttribute.Int("axis", 0))
            .Node("Gelu", ["s"], ["y"], OnnxAttribute.Text("approximate", "tanh"))
            .Output("r", OnnxElementType.Float, OnnxDimension.Fixed(3), OnnxDimension.Fixed(2))
            .Output("s", OnnxElementType.Float, OnnxDimension.Fixed(3), OnnxDimension.Fixed(2))
            .Output("y", OnnxElementType.Float, OnnxDimension.Fixed(3), OnnxDimension.Fixed(2))
            .ToBytes();
        using var session = new InferenceSession(bytes);
        using var input = OrtValue.CreateTensorValueFromMemory([1f, -2, 3, 4, 5, -6], [2, 3]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["x"], [input], ["r", "s"]);

        CollectionAssert.AreEqual(new[] { 1f, 4, -1, 5, 3, -3 }, outputs[0].GetTensorDataAsSpan<float>().ToArray());
        var columns = outputs[1].GetTensorDataAsSpan<float>().ToArray();
        Assert.AreEqual(1, columns[0] + columns[2] + columns[4], 1e-6);
    }

    [TestMethod]
    public void Equal_calls_give_equal_bytes() => CollectionAssert.AreEqual(DenseLayer().ToBytes(), DenseLayer().ToBytes());

    [TestMethod]
    public void A_graph_that_could_not_run_is_refused_where_it_is_written()
    {
        var graph = DenseLayer();

        Assert.ThrowsExactly<ArgumentException>(() => graph.Node("Relu", ["nowhere"], ["z"]));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Node("Relu", ["y"], ["x"]));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Output("nowhere", OnnxElementType.Float));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Initializer<float>("short", [1, 2], 3));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Initializer<byte>("bytes", [1], 1));
    }

    private static OnnxGraphBuilder DenseLayer()
    {
        var rows = OnnxDimension.Named("rows");
        return new OnnxGraphBuilder("dense")
            .Input("x", OnnxElementType.Float, rows, OnnxDimension.Fixed(2))
            .Initializer<float>("weights", [1, -1, 2, 3], 2, 2)
            .Initializer<float>("bias", [0.5f, -20], 2)
            .Node("MatMul", ["x", "weights"], ["product"])
            .Node("Add", ["product", "bias"], ["sum"])
            .Node("Relu", ["sum"], ["y"])
            .Output("y", OnnxElementType.Float, rows, OnnxDimension.Fixed(2));
    }
}
