using XbFunctions.Inference;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

/// <summary>Holds emitted gradients to central finite differences, in double.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>Checks an operator: the weighted sum of what it gives is the loss.</summary>
    public static void Operator(double tolerance, Func<NetworkGraph, GraphTensor> build) => Network(
        tolerance,
        graph =>
        {
            var y = build(graph);
            var count = y.Shape.Aggregate(1L, static (product, dimension) => product * dimension.Length);
            var weights = Enumerable.Range(0, (int)count).Select(static i => Math.Sin(1.0 + (i * 1.7))).ToArray();
            return graph.SumAll(graph.Multiply(y, graph.Reals(weights, [.. y.Shape.Select(static dimension => dimension.Length)])));
        },
        new BatchFeeds());

    /// <summary>Checks a whole network with a batch, every value of every weight.</summary>
    public static void Network(
        double tolerance,
        Func<NetworkGraph, GraphTensor> loss,
        BatchFeeds feeds,
        SessionPolicy? policy = null,
        Action<ParameterStore<double>>? prepare = null)
    {
        var graph = new NetworkGraph("check", OnnxElementType.Double);
        using var session = TrainingSession<double>.Create(graph, loss(graph), policy ?? new SessionPolicy(1), seed: 7);
        prepare?.Invoke(session.Parameters);
        session.Step(feeds, new SeededGenerator(3));
        var gradients = session.Parameters.All.Select(static parameter => parameter.Gradient.ToArray()).ToArray();
        foreach (var (index, parameter) in session.Parameters.All.Index())
        {
            for (var i = 0; i < parameter.Values.Length; i++)
            {
                var value = parameter.Values[i];
                parameter.Values[i] = value + Step;
                var above = session.Step(feeds, new SeededGenerator(3));
                parameter.Values[i] = value - Step;
                var below = session.Step(feeds, new SeededGenerator(3));
                parameter.Values[i] = value;
                var expected = (above - below) / (2 * Step);
                var got = gradients[index][i];
                Assert.IsLessThan(
                    tolerance, Math.Abs(expected - got) / Math.Max(1, Math.Abs(expected)), $"{parameter.Name}[{i}]: {expected} and {got}");
            }
        }
    }
}
