using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>Runs the forward pass: one batch in, one tensor out. Thread-safe while the weights do not change.</summary>
/// <typeparam name="T">Type of the graph's real numbers.</typeparam>
internal sealed class ScoringSession<T> : GraphSession<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RunOptions _run = new();
    private readonly OrtValue[] _parameters;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    /// <summary>Loads a scoring graph.</summary>
    /// <param name="graph">The network, with <paramref name="output"/> declared as its output.</param>
    /// <param name="output">What is read.</param>
    /// <param name="policy">How to run it.</param>
    /// <param name="parameters">The weights that a training session works on, or <see langword="null"/> where they are constants.</param>
    public ScoringSession(NetworkGraph graph, GraphTensor output, SessionPolicy policy, ParameterStore<T>? parameters)
        : base(graph, policy)
    {
        var asked = graph.HasWeightInputs ? graph.Parameters : [];
        _parameters = [.. asked.Select(spec => Over(parameters![spec.Name].Values, spec.Shape))];
        _inputNames = [.. asked.Select(static spec => spec.Name), .. graph.Inputs.Select(static input => input.Name)];
        _outputNames = [output.Name];
    }

    /// <summary>Scores one batch.</summary>
    /// <param name="feeds">The batch.</param>
    /// <returns>Row-major values of the output.</returns>
    public T[] Run(BatchFeeds feeds)
    {
        OrtValue[] fed = [.. Graph.Inputs.Select(input => Feed(feeds, input))];
        try
        {
            using var results = Session.Run(_run, _inputNames, [.. _parameters, .. fed], _outputNames);
            return results[0].GetTensorDataAsSpan<T>().ToArray();
        }
        finally
        {
            Array.ForEach(fed, static value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Array.ForEach(_parameters, static value => value.Dispose());
        _run.Dispose();
    }
}
