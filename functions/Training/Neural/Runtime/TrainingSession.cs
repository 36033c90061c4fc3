using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>Runs forward and backward pass: one batch in, the loss and all gradients out. Not thread-safe.</summary>
/// <typeparam name="T"><see cref="float"/> to train, <see cref="double"/> to test gradients.</typeparam>
internal sealed class TrainingSession<T> : GraphSession<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string LossName = "loss";

    private readonly RunOptions _run = new();
    private readonly T[] _loss = GC.AllocateArray<T>(1, pinned: true);
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _parameters;
    private readonly OrtValue[] _outputs;

    private TrainingSession(NetworkGraph graph, SessionPolicy policy, ParameterStore<T> parameters)
        : base(graph, policy)
    {
        Parameters = parameters;
        _parameters = [.. parameters.All.Select(static parameter => Over(parameter.Values, parameter.Shape))];
        _outputs = [Over(_loss, []), .. parameters.All.Select(static parameter => Over(parameter.Gradient, parameter.Shape))];
        _outputNames = [LossName, .. graph.Parameters.Select(static parameter => GradientName(parameter))];
        _inputNames =
        [
            .. graph.Parameters.Select(static parameter => parameter.Name),
            .. graph.Inputs.Select(static input => input.Name),
            .. graph.Dropouts.Select(static dropout => dropout.Tensor.Name),
        ];
    }

    /// <summary>The weights, which the caller updates between steps.</summary>
    public ParameterStore<T> Parameters { get; }

    /// <summary>Emits the gradients and loads the graph. The graph cannot be used for a second session.</summary>
    /// <param name="graph">The network with its loss.</param>
    /// <param name="loss">The loss, a scalar.</param>
    /// <param name="policy">How to run it.</param>
    /// <param name="seed">Seed of the weights' starting values.</param>
    public static TrainingSession<T> Create(NetworkGraph graph, GraphTensor loss, SessionPolicy policy, long seed)
    {
        // Copies under names of their own: one tensor may be the gradient of two weights.
        var gradients = Gradients.Of(graph, loss);
        Name(graph, loss, LossName);
        foreach (var (index, parameter) in graph.Parameters.Index())
        {
            Name(graph, gradients[index], GradientName(parameter));
        }

        return new TrainingSession<T>(graph, policy, new ParameterStore<T>(graph.Parameters, seed));
    }

    /// <summary>Runs one batch and leaves the gradients in the weights.</summary>
    /// <param name="feeds">The batch.</param>
    /// <param name="dropout">Draws the dropout masks.</param>
    /// <returns>The loss.</returns>
    public double Step(BatchFeeds feeds, SeededGenerator dropout)
    {
        List<OrtValue> fed = [];
        try
        {
            fed.AddRange(Graph.Inputs.Select(input => Feed(feeds, input)));
            foreach (var mask in Graph.Dropouts)
            {
                fed.Add(Draw(mask, feeds, dropout));
            }

            Session.Run(_run, _inputNames, [.. _parameters, .. fed], _outputNames, _outputs);
            return double.CreateChecked(_loss[0]);
        }
        finally
        {
            fed.ForEach(static value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var value in _parameters.Concat(_outputs))
        {
            value.Dispose();
        }

        _run.Dispose();
    }

    private static string GradientName(ParameterSpec parameter) => $"gradient/{parameter.Name}";

    private static void Name(NetworkGraph graph, GraphTensor tensor, string name)
    {
        var named = new GraphTensor(name, tensor.Type, tensor.Shape);
        graph.EmitMany("Identity", [tensor], [named]);
        graph.Output(named);
    }

    // 16 random bits a value: the rate is met to one part in 65,536.
    private OrtValue Draw(DropoutInput mask, BatchFeeds feeds, SeededGenerator generator)
    {
        long[] shape = [.. mask.Tensor.Shape.Select(dimension => dimension.Symbol is { } symbol
            ? LengthOf(symbol, feeds)
            : dimension.Length)];
        var values = new T[shape.Aggregate(1L, static (product, length) => product * length)];
        var threshold = (uint)Math.Round(mask.Rate * 65536);
        var kept = T.CreateChecked(1 / (1 - mask.Rate));
        var bits = 0UL;
        for (var i = 0; i < values.Length; i++)
        {
            bits = (i & 3) == 0 ? generator.Next() : bits >> 16;
            values[i] = (bits & 0xFFFF) < threshold ? T.Zero : kept;
        }

        return Over(values, shape);
    }

    private long LengthOf(string symbol, BatchFeeds feeds)
    {
        var (input, axis) = Graph.Symbols[symbol];
        return feeds[input.Name].Shape[axis];
    }
}
