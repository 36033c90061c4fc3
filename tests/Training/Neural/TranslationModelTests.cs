using XbFunctions.Inference;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class TranslationModelTests
{
    private const int Vocabulary = 12;
    private static readonly Lock Gate = new();
    private static string? _folder;

    public required TestContext TestContext { get; set; }

    [ClassCleanup]
    public static void Remove()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestMethod]
    public void A_small_model_learns_to_turn_sequences_round()
    {
        using var model = EncoderDecoderModel.Load(Trained(), 1);
        Assert.IsTrue(model.HasCache);
        var answers = model.Generate([.. Held.Select(static pair => (int[])[.. pair.Source, 1])], cancellationToken: TestContext.CancellationToken);
        var right = answers.Zip(Held).Count(static one => one.First.IsComplete && one.First.Tokens.AsSpan().SequenceEqual(one.Second.Target));
        Assert.IsGreaterThan(Held.Length * 8 / 10, right);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Cached_keys_change_nothing(int beams)
    {
        var slow = Directory.CreateTempSubdirectory("xb-model-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Trained()).Where(static file => !file.Contains("with_past", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(slow, Path.GetFileName(file)));
            }

            using var cached = EncoderDecoderModel.Load(Trained(), 1);
            using var plain = EncoderDecoderModel.Load(slow, 1);
            Assert.IsFalse(plain.HasCache);
            int[][] sources = [.. Held.Take(9).Select(static pair => (int[])[.. pair.Source, 1])];
            foreach (var (one, other) in cached.Generate(sources, beams, TestContext.CancellationToken).Zip(plain.Generate(sources, beams, TestContext.CancellationToken)))
            {
                CollectionAssert.AreEqual(other.Tokens, one.Tokens);
                Assert.AreEqual(other.LogProbability, one.LogProbability, 1e-3);
            }
        }
        finally
        {
            Directory.Delete(slow, recursive: true);
        }
    }

    [TestMethod]
    public void A_source_is_translated_alike_alone_and_in_a_batch()
    {
        using var model = EncoderDecoderModel.Load(Trained(), 1);
        int[][] sources = [.. Held.Take(7).Select(static pair => (int[])[.. pair.Source, 1])];
        var together = model.Generate(sources, 2, TestContext.CancellationToken);
        foreach (var (index, source) in sources.Index())
        {
            var alone = model.Generate([source], 2, TestContext.CancellationToken)[0];
            CollectionAssert.AreEqual(alone.Tokens, together[index].Tokens);
            Assert.AreEqual(alone.LogProbability, together[index].LogProbability, 1e-3);
        }
    }

    [TestMethod]
    public void A_folder_that_lacks_a_graph_is_named()
    {
        var empty = Directory.CreateTempSubdirectory("xb-model-").FullName;
        try
        {
            Assert.Contains("config.json", Assert.ThrowsExactly<InvalidModelException>(() => EncoderDecoderModel.Load(empty, 1)).Message);
            File.Copy(Path.Combine(Trained(), "config.json"), Path.Combine(empty, "config.json"));
            Assert.Contains("encoder_model.onnx", Assert.ThrowsExactly<InvalidModelException>(() => EncoderDecoderModel.Load(empty, 1)).Message);
            File.WriteAllText(Path.Combine(empty, "encoder_model.onnx"), "no model");
            Assert.Contains(empty, Assert.ThrowsExactly<InvalidModelException>(() => EncoderDecoderModel.Load(empty, 1)).Message);
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }

    private static (int[] Source, int[] Target)[] Held => [.. Pairs().Where(static (_, index) => index % 10 == 0)];

    // Sequences of two to five tokens, and the same from the end.
    private static IEnumerable<(int[] Source, int[] Target)> Pairs()
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            int[] source = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(2, Vocabulary))];
            yield return (source, [.. source.Reverse()]);
        }
    }

    private static string Trained()
    {
        lock (Gate)
        {
            if (_folder is not null)
            {
                return _folder;
            }

            var options = new TranslationModelOptions
            {
                Network = new() { Vocabulary = Vocabulary, Width = 32, Blocks = 1, Heads = 4, InnerWidth = 64, MaxLength = 12, Dropout = 0 },
                Trainer = new() { MaxEpochs = 25, Schedule = new(0.005), Threads = 1 },
                BatchTokens = 512,
            };
            var model = TranslationModel.Train([.. Pairs().Where(static (_, index) => index % 10 != 0)], [], options);
            var folder = Directory.CreateTempSubdirectory("xb-model-").FullName;
            model.WriteTo(folder, SequenceWeights.Exact, beams: 2);
            return _folder = folder;
        }
    }
}
