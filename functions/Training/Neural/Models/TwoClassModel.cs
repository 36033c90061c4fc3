using XbFunctions.Inference;

namespace XbFunctions.Training.Neural;

/// <summary>
/// A perceptron for two classes over columns of any scale: long tails are drawn in by a signed logarithm, then each column is brought to
/// mean 0 and deviation 1, as measured on the training rows.
/// </summary>
public sealed class TwoClassModel : IDisposable
{
    private readonly ScoringSession<float> _session;
    private readonly float[] _means;
    private readonly float[] _scales;

    private TwoClassModel(ScoringSession<float> session, float[] means, float[] scales) =>
        (_session, _means, _scales) = (session, means, scales);

    /// <summary>Trains a model.</summary>
    /// <param name="rows">Row-major values, shape <c>[labels.Length, columns]</c>; none is NaN.</param>
    /// <param name="labels">1 for the positive class, 0 for the other.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    /// <exception cref="TrainerException">The loss is no number any more.</exception>
    public static TwoClassModel Train(
        float[] rows,
        float[] labels,
        int columns,
        TwoClassModelOptions options,
        IProgress<NetworkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (labels.Length == 0 || rows.Length != (long)labels.Length * columns)
        {
            throw new ArgumentException($"Expected {labels.Length} rows of {columns} columns, got {rows.Length} values.", nameof(rows));
        }

        var (means, scales) = Measure(rows, columns);
        var scaled = Scaled(rows, means, scales);
        var network = new MlpNetwork(columns, options.Hidden, options.Dropout);
        var graph = new NetworkGraph("two_classes_training", OnnxElementType.Float);
        using var trainer = new NetworkTrainer<int[]>(
            graph, network.Loss(graph), batch => Feeds(batch, scaled, labels, columns), options.Trainer);
        trainer.Fit(
            generator =>
            {
                int[] order = [.. Enumerable.Range(0, labels.Length)];
                generator.Shuffle<int>(order);
                return [.. order.Chunk(options.BatchRows)];
            },
            null,
            progress,
            cancellationToken);
        var scoring = new NetworkGraph("two_classes", OnnxElementType.Float, isScoring: true, trainer.Parameters);
        var logOdds = network.LogOdds(scoring);
        scoring.Output(logOdds);
        return new TwoClassModel(new ScoringSession<float>(scoring, logOdds, new SessionPolicy(1), null), means, scales);
    }

    /// <summary>Log odds of the positive class.</summary>
    /// <param name="rows">Row-major values, shape <c>[rows, columns]</c>, one row or more.</param>
    /// <returns>Shape <c>[rows]</c>.</returns>
    public float[] LogOdds(float[] rows) =>
        _session.Run(new BatchFeeds().Set("features", Scaled(rows, _means, _scales), rows.Length / _means.Length, _means.Length));

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static BatchFeeds Feeds(int[] batch, float[] rows, float[] labels, int columns)
    {
        var features = new float[batch.Length * columns];
        var (wanted, weights) = (new float[batch.Length], new float[batch.Length]);
        foreach (var (index, row) in batch.Index())
        {
            rows.AsSpan(row * columns, columns).CopyTo(features.AsSpan(index * columns));
            (wanted[index], weights[index]) = (labels[row], 1f / batch.Length);
        }

        return new BatchFeeds()
            .Set("features", features, batch.Length, columns)
            .Set("labels", wanted, batch.Length, 1)
            .Set("weights", weights, batch.Length, 1);
    }

    private static (float[] Means, float[] Scales) Measure(float[] rows, int columns)
    {
        var (means, scales) = (new float[columns], new float[columns]);
        var count = rows.Length / columns;
        for (var column = 0; column < columns; column++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = column; i < rows.Length; i += columns)
            {
                var value = (double)DrawnIn(rows[i]);
                sum += value;
                squares += value * value;
            }

            var mean = sum / count;
            var deviation = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
            (means[column], scales[column]) = ((float)mean, deviation < 1e-6 ? 0 : (float)(1 / deviation));
        }

        return (means, scales);
    }

    private static float[] Scaled(float[] rows, float[] means, float[] scales)
    {
        var scaled = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var column = i % means.Length;
            scaled[i] = (DrawnIn(rows[i]) - means[column]) * scales[column];
        }

        return scaled;
    }

    // Rates below 0.2 are kept apart: the logarithm is of hundredths.
    private static float DrawnIn(float value) => MathF.CopySign(MathF.Log(1 + (100 * MathF.Abs(value))), value);
}
