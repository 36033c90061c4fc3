using CsCheck;

namespace XbFunctions.Inference.Tests;

[TestClass]
public sealed class ScoringModelTests
{
    [TestMethod]
    public void A_batch_of_any_size_scores_as_its_rows_one_by_one()
    {
        var ensemble = RandomTrees.Make(1);
        using var model = TestModels.Load(ensemble);

        Gen.OneOf(Gen.Int[0, 5], Gen.Int[250, 260], Gen.Int[510, 700]).Sample(
            count =>
            {
                var rows = RandomTrees.Rows(ensemble, count, count);
                var scores = new float[count];
                model.Score(rows, count, scores);
                for (var i = 0; i < count; i++)
                {
                    var expected = TreeEnsemble.Sigmoid(ensemble.RawScore(rows.AsSpan(i * model.Width, model.Width)));
                    Assert.AreEqual(expected, scores[i], 1e-6, $"Row {i} of {count}.");
                }
            },
            iter: 40);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(64)]
    [DataRow(600)]
    public void Scoring_batches_of_one_size_allocates_nothing(int count)
    {
        var ensemble = RandomTrees.Make(2);
        using var model = TestModels.Load(ensemble);
        var rows = RandomTrees.Rows(ensemble, count, 1);
        var scores = new float[count];
        for (var warmUp = 0; warmUp < 50; warmUp++)
        {
            model.Score(rows, count, scores);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            model.Score(rows, count, scores);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Scoring_batches_of_changing_size_allocates_the_same_however_many_rows_they_have()
    {
        var ensemble = RandomTrees.Make(2);
        using var model = TestModels.Load(ensemble);
        var rows = RandomTrees.Rows(ensemble, 201, 1);
        var scores = new float[201];
        Assert.IsGreaterThan(0, BytesOfAlternating(model, rows, scores, 1, 2));

        var few = BytesOfAlternating(model, rows, scores, 1, 2);
        var many = BytesOfAlternating(model, rows, scores, 200, 201);

        Assert.AreEqual(few, many);
        Assert.IsLessThan(2000 * 100, many);
    }

    [TestMethod]
    public void Callers_side_by_side_get_their_own_scores()
    {
        var ensemble = RandomTrees.Make(3);
        using var model = TestModels.Load(ensemble);

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, seed =>
        {
            var count = 1 + (seed % 40);
            var rows = RandomTrees.Rows(ensemble, count, seed);
            var scores = new float[count];
            model.Score(rows, count, scores);
            for (var i = 0; i < count; i++)
            {
                var expected = TreeEnsemble.Sigmoid(ensemble.RawScore(rows.AsSpan(i * model.Width, model.Width)));
                Assert.AreEqual(expected, scores[i], 1e-6);
            }
        });
    }

    [TestMethod]
    public void Spans_that_do_not_fit_the_row_count_are_refused()
    {
        using var model = TestModels.Load(RandomTrees.Make(4));

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Score(new float[7], 2, new float[2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Score(new float[8], 2, new float[3]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Score([], -1, []));
    }

    [TestMethod]
    public void A_disposed_model_says_so()
    {
        var model = TestModels.Load(RandomTrees.Make(5));
        model.Score(new float[4], 1, new float[1]);
        model.Dispose();
        model.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Score(new float[4], 1, new float[1]));
    }

    [TestMethod]
    public void A_model_whose_bytes_and_manifest_do_not_belong_together_is_refused_with_the_difference()
    {
        var (onnx, manifest) = TestModels.Make(6);
        var input = manifest.Inputs[0];
        string[] renamed = ["a", .. input.Columns.Skip(1)];
        byte[] cut = onnx[..^9];

        Refused(onnx, manifest with { Sha256 = new string('0', 64) }, "expected SHA-256 0000");
        Refused(onnx, manifest with { OutputName = "score" }, "expected tensor 'score' Float [-1, 1], the graph has only probability");
        Refused(
            onnx,
            manifest with { Inputs = [input with { Columns = [.. input.Columns, "extra"] }] },
            "'features' Float [-1, 5], the graph has Float [-1, 4]");
        Refused(onnx, manifest with { Inputs = [input with { Columns = renamed }] }, "columns in the graph differ");
        Refused(cut, manifest with { Sha256 = ScoringModel.HashOf(cut) }, "refuses the graph");
    }

    [TestMethod]
    public void The_self_test_passes_a_good_model_and_refuses_one_that_computes_something_else()
    {
        var (onnx, manifest) = TestModels.Make(7);
        using var good = ScoringModel.Load(onnx, manifest);
        using var wrong = ScoringModel.Load(onnx, manifest with { SampleOutputs = [manifest.SampleOutputs[0], 2, 0] });
        using var undefined = ScoringModel.Load(onnx, manifest with { SampleOutputs = [float.NaN, 0, 0] });

        Assert.IsLessThan(1e-6, good.SelfTest());
        var exception = Assert.ThrowsExactly<InvalidModelException>(() => wrong.SelfTest());
        Assert.Contains("sample row 1 expected 2 within 0.0001", exception.Message);
        Assert.ThrowsExactly<InvalidModelException>(() => undefined.SelfTest());
    }

    [TestMethod]
    public void A_model_explains_its_own_scores()
    {
        var ensemble = RandomTrees.Make(8);
        using var model = TestModels.Load(ensemble);
        var row = RandomTrees.Rows(ensemble, 1, 8);
        var score = new float[1];
        var contributions = new double[model.Width];

        model.Score(row, 1, score);
        model.Explainer!.Explain(row, contributions, out var baseValue);

        Assert.AreEqual(TreeEnsemble.Sigmoid(baseValue + contributions.Sum()), score[0], 1e-6);
    }

    private static void Refused(byte[] onnx, ModelManifest manifest, string reason) =>
        Assert.Contains(reason, Assert.ThrowsExactly<InvalidModelException>(() => ScoringModel.Load(onnx, manifest)).Message);

    private static long BytesOfAlternating(ScoringModel model, float[] rows, float[] scores, int one, int other)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            var count = call % 2 == 0 ? one : other;
            model.Score(rows.AsSpan(0, count * model.Width), count, scores.AsSpan(0, count));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
