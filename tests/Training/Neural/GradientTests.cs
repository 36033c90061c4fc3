using Microsoft.ML.OnnxRuntime;
using XbFunctions.Inference;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class GradientTests
{
    private const double OperatorTolerance = 1e-8;
    private const double ModelTolerance = 1e-6;

    private static readonly Dictionary<string, Func<NetworkGraph, GraphTensor>> Operators = new()
    {
        ["Add"] = static graph => graph.Add(Weight(graph, "a", 2, 3), Weight(graph, "b", 2, 3)),
        ["Add, broadcast over rows"] = static graph => graph.Add(Weight(graph, "a", 2, 3), Weight(graph, "b", 3)),
        ["Add, broadcast both ways"] = static graph => graph.Add(Weight(graph, "a", 2, 1), Weight(graph, "b", 1, 3)),
        ["Subtract"] = static graph => graph.Subtract(Weight(graph, "a", 2, 3), Weight(graph, "b", 3)),
        ["Multiply"] = static graph => graph.Multiply(Weight(graph, "a", 2, 3), Weight(graph, "b", 2, 1)),
        ["Multiply by itself"] = static graph => Weight(graph, "a", 2, 3) is var a ? graph.Multiply(a, a) : a,
        ["Divide"] = static graph => graph.Divide(Weight(graph, "a", 2, 3), graph.Exp(Weight(graph, "b", 3))),
        ["Scale"] = static graph => graph.Scale(Weight(graph, "a", 2, 3), -2.5),
        ["Sum"] = static graph => graph.Sum(Weight(graph, "a", 2, 3, 4), 0, 2),
        ["Mean"] = static graph => graph.Mean(Weight(graph, "a", 2, 3, 4), 1),
        ["SumAll"] = static graph => graph.SumAll(Weight(graph, "a", 2, 3)),
        ["Relu"] = static graph => graph.Relu(Weight(graph, "a", 3, 4)),
        ["Sigmoid"] = static graph => graph.Sigmoid(Weight(graph, "a", 3, 4)),
        ["Tanh"] = static graph => graph.Tanh(Weight(graph, "a", 3, 4)),
        ["Gelu"] = static graph => graph.Gelu(Weight(graph, "a", 3, 4)),
        ["Exp"] = static graph => graph.Exp(Weight(graph, "a", 3, 4)),
        ["Log"] = static graph => graph.Log(graph.Exp(Weight(graph, "a", 3, 4))),
        ["Softmax"] = static graph => graph.Softmax(Weight(graph, "a", 2, 3, 4)),
        ["Reshape"] = static graph => graph.Reshape(Weight(graph, "a", 2, 6), Fixed(3), Fixed(4)),
        ["FlattenRows"] = static graph => graph.FlattenRows(Weight(graph, "a", 2, 3, 4)),
        ["Transpose"] = static graph => graph.Transpose(Weight(graph, "a", 2, 3, 4), 2, 0, 1),
        ["Concat"] = static graph => graph.Concat(1, Weight(graph, "a", 2, 3), Weight(graph, "b", 2, 1)),
        ["Slice"] = static graph => graph.Slice(Weight(graph, "a", 2, 5), 1, 1, 4),
        ["Unsqueeze"] = static graph => graph.Unsqueeze(Weight(graph, "a", 2, 3), 1),
        ["Expand"] = static graph => graph.Expand(Weight(graph, "a", 1, 3), Weight(graph, "b", 2, 3)) is var y
            ? graph.Add(y, graph.Parameters[1].Tensor) : y,
        ["GatherRows, a row named three times"] = static graph => graph.GatherRows(Weight(graph, "a", 4, 3), graph.Integers(2, 0, 2, 2)),
        ["GatherRows of a table that is used densely too"] = static graph => Weight(graph, "a", 4, 3) is var a
            ? graph.MatMul(graph.GatherRows(a, graph.Integers(3, 1)), graph.Transpose(a, 1, 0)) : a,
        ["MatMul of matrices"] = static graph => graph.MatMul(Weight(graph, "a", 2, 3), Weight(graph, "b", 3, 4)),
        ["MatMul of stacks by a matrix"] = static graph => graph.MatMul(Weight(graph, "a", 2, 5, 3), Weight(graph, "b", 3, 4)),
        ["MatMul of stacks"] = static graph => graph.MatMul(Weight(graph, "a", 2, 2, 5, 3), Weight(graph, "b", 2, 2, 3, 4)),
        ["LayerNormalization"] = static graph =>
            graph.LayerNormalization(Weight(graph, "a", 2, 3, 5), Weight(graph, "scale", 5), Weight(graph, "shift", 5)),
        ["SoftmaxCrossEntropy"] = static graph => graph.SoftmaxCrossEntropy(
            Weight(graph, "a", 3, 4), Weight(graph, "classes", 6, 4), graph.Integers(5, 2, 5), graph.Reals([0.5, 1.25, 2], 3, 1)),
        ["SoftmaxCrossEntropy of a gathered table"] = static graph => Weight(graph, "table", 6, 4) is var table
            ? graph.SoftmaxCrossEntropy(
                graph.GatherRows(table, graph.Integers(1, 1, 0)), table, graph.Integers(5, 2, 5), graph.Reals([0.5, 1, 2], 3, 1))
            : table,
        ["BinaryCrossEntropy"] = static graph => graph.BinaryCrossEntropy(
            graph.Scale(Weight(graph, "a", 4, 1), 3), graph.Reals([1, 0, 1, 0], 4, 1), graph.Reals([1, 2, 0.5, 1], 4, 1)),
        ["Dropout"] = static graph => graph.Dropout(Weight(graph, "a", 5, 6), 0.4),
        ["Dense"] = static graph => graph.Dense("dense", Weight(graph, "a", 2, 3), 4),
        ["Attention"] = static graph => graph.Attention(
            "attention", Weight(graph, "a", 2, 3, 4), Weight(graph, "b", 2, 5, 4), graph.Reals(new double[15], 3, 5), 2, 0.3),
    };

    public static IEnumerable<string> OperatorNames => Operators.Keys;

    [TestMethod]
    [DynamicData(nameof(OperatorNames))]
    public void The_rule_of_an_operator_equals_finite_differences(string name) =>
        GradientCheck.Operator(OperatorTolerance, Operators[name]);

    [TestMethod]
    public void The_gradients_of_a_whole_mlp_equal_finite_differences() =>
        GradientCheck.Network(ModelTolerance, new MlpNetwork(3, [5, 4], 0.25).Loss, SmallBatches.Rows(6, 3));

    [TestMethod]
    [DataRow(GraphOptimizationLevel.ORT_DISABLE_ALL)]
    [DataRow(GraphOptimizationLevel.ORT_ENABLE_EXTENDED)]
    [DataRow(GraphOptimizationLevel.ORT_ENABLE_ALL)]
    public void The_gradients_of_a_whole_sequence_model_equal_finite_differences(GraphOptimizationLevel level) =>
        GradientCheck.Network(
            ModelTolerance, SmallBatches.SequenceNetwork.Loss, SmallBatches.Sequences(), new SessionPolicy(1, level), Spread);

    [TestMethod]
    public void Float_and_double_give_the_same_loss_and_gradients()
    {
        var (wide, wideGradients) = Run<double>(OnnxElementType.Double);
        var (narrow, narrowGradients) = Run<float>(OnnxElementType.Float);
        Assert.AreEqual(wide, narrow, 1e-4);
        foreach (var (index, gradient) in wideGradients.Index())
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                Assert.AreEqual(gradient[i], narrowGradients[index][i], 1e-4 * Math.Max(1, Math.Abs(gradient[i])));
            }
        }
    }

    [TestMethod]
    public void A_node_that_loses_updates_on_several_threads_is_refused()
    {
        var graph = new NetworkGraph("race", OnnxElementType.Float);
        var x = graph.Scalar(1);
        Assert.ThrowsExactly<InvalidOperationException>(() => graph.Emit("ScatterND", [x, x, x], x.Type, x.Shape));
    }

    [TestMethod]
    public void A_loss_that_is_no_scalar_is_refused()
    {
        var graph = new NetworkGraph("vector", OnnxElementType.Float);
        Assert.ThrowsExactly<InvalidOperationException>(() => Gradients.Of(graph, Weight(graph, "a", 2)));
    }

    [TestMethod]
    public void A_weight_that_the_loss_does_not_see_is_named()
    {
        var graph = new NetworkGraph("unused", OnnxElementType.Float);
        Weight(graph, "forgotten", 2);
        var loss = graph.SumAll(Weight(graph, "used", 2));
        Assert.Contains("forgotten", Assert.ThrowsExactly<InvalidOperationException>(() => Gradients.Of(graph, loss)).Message);
    }

    private static GraphTensor Weight(NetworkGraph graph, string name, params long[] shape) =>
        graph.Parameter(name, ParameterStart.Normal(1), shape);

    private static OnnxDimension Fixed(long length) => OnnxDimension.Fixed(length);

    // Embeddings start tiny: layer normalisation would make finite differences of them inexact.
    private static void Spread(ParameterStore<double> parameters)
    {
        foreach (var value in parameters.All.Where(static parameter => parameter.Name.EndsWith("table", StringComparison.Ordinal)))
        {
            for (var i = 0; i < value.Values.Length; i++)
            {
                value.Values[i] *= 25;
            }
        }
    }

    private static (double Loss, double[][] Gradients) Run<T>(OnnxElementType real)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var graph = new NetworkGraph("parity", real);
        var loss = SmallBatches.SequenceNetwork.Loss(graph);
        using var session = TrainingSession<T>.Create(graph, loss, new SessionPolicy(2), seed: 11);
        foreach (var parameter in session.Parameters.All.Where(static weight => weight.Name.EndsWith("table", StringComparison.Ordinal)))
        {
            for (var i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] *= T.CreateChecked(25);
            }
        }

        var value = session.Step(SmallBatches.Sequences(), new SeededGenerator(5));
        return (value, [.. session.Parameters.All.Select(static parameter =>
            Array.ConvertAll(parameter.Gradient, static slope => double.CreateChecked(slope)))]);
    }
}
