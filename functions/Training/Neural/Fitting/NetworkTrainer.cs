using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.Training.Neural;

/// <summary>The training loop: batches in seeded order, Adam, early stopping on a metric, checkpoints. Not thread-safe.</summary>
/// <typeparam name="TBatch">What a batch is before it is fed.</typeparam>
internal sealed class NetworkTrainer<TBatch> : IDisposable
{
    private readonly NetworkTrainerOptions _options;
    private readonly TrainingSession<float> _session;
    private readonly Func<TBatch, BatchFeeds> _feed;
    private readonly AdamW _optimizer;
    private readonly SeededGenerator _dropout;
    private readonly RunState _state = new();
    private readonly string _identity;

    /// <summary>Emits the gradients and loads the graph.</summary>
    /// <param name="graph">The network with its loss.</param>
    /// <param name="loss">The loss, a scalar.</param>
    /// <param name="feed">Turns a batch into the graph's inputs.</param>
    /// <param name="options">Settings.</param>
    public NetworkTrainer(NetworkGraph graph, GraphTensor loss, Func<TBatch, BatchFeeds> feed, NetworkTrainerOptions options)
    {
        options.Check();
        (_options, _feed) = (options, feed);
        _session = TrainingSession<float>.Create(graph, loss, new SessionPolicy(options.Threads), options.Seed);
        _optimizer = new AdamW(_session.Parameters, options.Optimizer);
        _dropout = new SeededGenerator(options.Seed, stream: -2);
        _identity = IdentityOf(graph, options);
    }

    /// <summary>The weights; after <see cref="Fit"/> those of the best epoch.</summary>
    public ParameterStore<float> Parameters => _session.Parameters;

    /// <summary>Trains until the metric no longer improves, or for all epochs without one; goes on from a checkpoint.</summary>
    /// <param name="batches">Makes the batches of an epoch, from a generator of its own for each epoch.</param>
    /// <param name="metric">Rates the weights after each epoch, higher is better; <see langword="null"/> for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="TrainerException">The loss is no number any more, or the checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public NetworkRun Fit(
        Func<SeededGenerator, IReadOnlyList<TBatch>> batches,
        Func<ParameterStore<float>, double>? metric = null,
        IProgress<NetworkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (_options.CheckpointPath is { } path)
        {
            Checkpoint.TryRead(path, _identity, _state, _dropout, Parameters, _optimizer);
        }

        while (_state.Epoch < _options.MaxEpochs && (metric is null || _state.Epoch - _state.BestEpoch < _options.Patience))
        {
            var epoch = batches(new SeededGenerator(_options.Seed, _state.Epoch));
            RunEpoch(epoch, progress, cancellationToken);
            EndEpoch(epoch.Count, metric);
        }

        if (_state.BestWeights is { } best)
        {
            Parameters.Restore(best);
        }

        var rated = double.IsNaN(_state.BestMetric) ? (double?)null : _state.BestMetric;
        return new NetworkRun(_state.Epoch, rated is null ? _state.Epoch : _state.BestEpoch, rated, _state.LastLoss);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // Settings that change the course of a run; how long it may go on is no part of it.
    private static string IdentityOf(NetworkGraph graph, NetworkTrainerOptions options)
    {
        var optimizer = options.Optimizer;
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Seed} {options.Schedule} {optimizer.FirstDecay} {optimizer.SecondDecay} {optimizer.Epsilon} {optimizer.WeightDecay} "
            + $"{optimizer.ClipNorm}");
        return Convert.ToHexStringLower(SHA256.HashData([.. graph.ToBytes(), .. Encoding.UTF8.GetBytes(settings)]));
    }

    private void RunEpoch(IReadOnlyList<TBatch> batches, IProgress<NetworkProgress>? progress, CancellationToken cancellationToken)
    {
        while (_state.Step < batches.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loss = _session.Step(_feed(batches[_state.Step]), _dropout);
            if (!double.IsFinite(loss))
            {
                throw new TrainerException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Epoch {_state.Epoch + 1}, step {_state.Step + 1}: the loss is {loss}; expected a number. Lower the learning rate."));
            }

            _optimizer.Step(_options.Schedule.RateAt(_optimizer.Steps));
            _state.Step++;
            _state.LossSum += loss;
            progress?.Report(new NetworkProgress(
                _state.Epoch + 1,
                _options.MaxEpochs,
                _state.Step,
                batches.Count,
                _state.LossSum / _state.Step,
                double.IsNaN(_state.Metric) ? null : _state.Metric,
                _state.BestEpoch));
            if (_options.CheckpointSteps > 0 && _state.Step % _options.CheckpointSteps == 0)
            {
                Store();
            }
        }
    }

    private void EndEpoch(int batches, Func<ParameterStore<float>, double>? metric)
    {
        _state.LastLoss = _state.LossSum / Math.Max(1, batches);
        (_state.Step, _state.LossSum) = (0, 0);
        _state.Epoch++;
        if (metric is not null)
        {
            _state.Metric = metric(Parameters);
            if (double.IsNaN(_state.BestMetric) || _state.Metric > _state.BestMetric)
            {
                (_state.BestMetric, _state.BestEpoch, _state.BestWeights) = (_state.Metric, _state.Epoch, Parameters.Copy());
            }
        }

        Store();
    }

    private void Store()
    {
        if (_options.CheckpointPath is { } path)
        {
            Checkpoint.Write(path, _identity, _state, _dropout, Parameters, _optimizer);
        }
    }
}
