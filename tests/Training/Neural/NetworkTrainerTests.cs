using XbFunctions.Inference;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class NetworkTrainerTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void A_perceptron_learns_what_no_line_divides()
    {
        var graph = new NetworkGraph("xor", OnnxElementType.Float);
        var loss = new MlpNetwork(2, [8], 0).Loss(graph);
        using var trainer = new NetworkTrainer<BatchFeeds>(
            graph, loss, static batch => batch, new NetworkTrainerOptions { MaxEpochs = 400, Schedule = new(0.02), Threads = 1 });
        var batch = new BatchFeeds()
            .Set("features", [0f, 0, 0, 1, 1, 0, 1, 1], 4, 2)
            .Set("labels", [0f, 1, 1, 0], 4, 1)
            .Set("weights", [0.25f, 0.25f, 0.25f, 0.25f], 4, 1);
        var run = trainer.Fit(_ => [batch], cancellationToken: TestContext.CancellationToken);
        Assert.IsLessThan(0.05, run.Loss);
    }

    [TestMethod]
    public void A_sequence_model_learns_cycles_by_heart()
    {
        var options = SmallSequences.Options(60, dropout: 0);
        using var model = SequenceModel.Train(SmallSequences.Cycles, 9, options, cancellationToken: TestContext.CancellationToken);
        Assert.IsLessThan(0.6, model.Run!.Loss);
    }

    [TestMethod]
    public void Attention_learns_to_read_a_sequence_backwards()
    {
        // Three random items, a mark, then the same items in reverse: all that follows the mark is certain.
        const int Mark = 6;
        var generator = new SeededGenerator(9);
        int[][] sequences = [.. Enumerable.Range(0, 256).Select(_ =>
        {
            int[] items = [generator.NextInt(6), generator.NextInt(6), generator.NextInt(6)];
            return (int[])[.. items, Mark, items[2], items[1], items[0]];
        })];
        var graph = new NetworkGraph("reverse", OnnxElementType.Float);
        var sizes = new SequenceNetworkOptions
        {
            Width = 32, InnerWidth = 64, MaxLength = 8, Dropout = 0, InputDropout = 0, AttentionDropout = 0, PositionsFromEnd = false,
        };
        var loss = new SequenceNetwork(sizes, Mark + 1).Loss(graph);
        var batches = new SequenceBatches(sizes);
        using var trainer = new NetworkTrainer<int[]>(
            graph,
            loss,
            batch => OnlyBehindMark(batches.Training([.. batch.Select(index => sequences[index])])),
            new NetworkTrainerOptions { MaxEpochs = 60, Schedule = new(0.005, 20), Threads = 1 });
        var run = trainer.Fit(
            order => LengthBatcher.Batches([.. sequences.Select(static _ => 6)], 64 * 6, order),
            cancellationToken: TestContext.CancellationToken);
        Assert.IsLessThan(0.1, run.Loss);
    }

    [TestMethod]
    public void A_resumed_run_ends_with_the_same_bits_as_one_without_a_break()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xb-network").FullName, "run.checkpoint");
        var (whole, _) = Train(epochs: 4, path: null, stopAfter: int.MaxValue);
        var (_, stopped) = Train(epochs: 4, path, stopAfter: 7);
        Assert.IsTrue(stopped);
        var (resumed, _) = Train(epochs: 4, path, stopAfter: int.MaxValue);
        Assert.AreEqual(whole, resumed);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public void The_weights_do_not_depend_on_the_threads() =>
        Assert.AreEqual(Train(2, null, int.MaxValue, threads: 1).Hash, Train(2, null, int.MaxValue, threads: 2).Hash);

    [TestMethod]
    public void A_damaged_checkpoint_is_refused_with_its_path()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xb-network").FullName, "run.checkpoint");
        Train(epochs: 1, path, stopAfter: int.MaxValue);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains(path, Assert.ThrowsExactly<TrainerException>(() => Train(2, path, int.MaxValue)).Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public void A_checkpoint_of_another_run_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xb-network").FullName, "run.checkpoint");
        Train(epochs: 1, path, stopAfter: int.MaxValue);
        Assert.Contains("another run", Assert.ThrowsExactly<TrainerException>(() => Train(1, path, int.MaxValue, rate: 0.5)).Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public void Early_stopping_gives_the_weights_of_the_best_epoch()
    {
        double[] metrics = [0.1, 0.4, 0.3, 0.2, 0.1];
        List<string> hashes = [];
        using var trainer = NewTrainer(new NetworkTrainerOptions { MaxEpochs = 10, Patience = 3, Threads = 1 });
        var run = trainer.Fit(
            Batches,
            weights =>
            {
                hashes.Add(weights.Hash());
                return metrics[hashes.Count - 1];
            },
            cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual((5, 2, 0.4), (run.Epochs, run.BestEpoch, run.BestMetric));
        Assert.AreEqual(hashes[1], trainer.Parameters.Hash());
    }

    [TestMethod]
    public void A_loss_that_is_no_number_ends_the_run_and_says_where()
    {
        using var trainer = NewTrainer(new NetworkTrainerOptions { MaxEpochs = 3, Schedule = new(1e30), Threads = 1 });
        Assert.Contains("Epoch 1, step 2", Assert.ThrowsExactly<TrainerException>(() =>
            trainer.Fit(Batches, cancellationToken: TestContext.CancellationToken)).Message);
    }

    [TestMethod]
    public void A_batch_of_the_wrong_type_names_the_input()
    {
        var graph = new NetworkGraph("types", OnnxElementType.Float);
        var loss = new MlpNetwork(1, [2], 0).Loss(graph);
        using var trainer = new NetworkTrainer<BatchFeeds>(graph, loss, static batch => batch, new NetworkTrainerOptions { Threads = 1 });
        var batch = new BatchFeeds().Set("features", [1L], 1, 1).Set("labels", [1f], 1, 1).Set("weights", [1f], 1, 1);
        Assert.Contains("features", Assert.ThrowsExactly<ArgumentException>(() => trainer.Fit(_ => [batch])).Message);
    }

    private (string Hash, bool IsStopped) Train(int epochs, string? path, int stopAfter, int threads = 1, double rate = 0.01)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        using var trainer = NewTrainer(new NetworkTrainerOptions
        {
            MaxEpochs = epochs, Threads = threads, CheckpointPath = path, CheckpointSteps = 2, Schedule = new(rate, 3, 30),
        });
        try
        {
            trainer.Fit(Batches, null, new StopAfter(stopAfter, stop), stop.Token);
            return (trainer.Parameters.Hash(), false);
        }
        catch (OperationCanceledException) when (!TestContext.CancellationToken.IsCancellationRequested)
        {
            return (trainer.Parameters.Hash(), true);
        }
    }

    private static NetworkTrainer<int[]> NewTrainer(NetworkTrainerOptions options)
    {
        var sizes = SmallSequences.Options(1, 0.3).Network;
        var graph = new NetworkGraph("cycles", OnnxElementType.Float);
        var loss = new SequenceNetwork(sizes, 9).Loss(graph);
        var batches = new SequenceBatches(sizes);
        return new NetworkTrainer<int[]>(graph, loss, batch => batches.Training([.. batch.Select(static index => SmallSequences.Cycles[index])]), options);
    }

    private static List<int[]> Batches(SeededGenerator generator) =>
        LengthBatcher.Batches([.. SmallSequences.Cycles.Select(static sequence => sequence.Length - 1)], 32, generator);

    private static BatchFeeds OnlyBehindMark(BatchFeeds feeds)
    {
        var weights = feeds["weights"].Reals!;
        var behind = weights.Length / 2f;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = i % 6 < 3 ? 0 : 1 / behind;
        }

        return feeds;
    }

    private sealed class StopAfter(int steps, CancellationTokenSource stop) : IProgress<NetworkProgress>
    {
        private int _steps;

        public void Report(NetworkProgress value)
        {
            if (++_steps == steps)
            {
                stop.Cancel();
            }
        }
    }
}
