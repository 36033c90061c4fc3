namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class LightGbmThreadsTests
{
    private const int Columns = 40;
    private const int Rows = 3_000;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Trainings_with_different_numbers_of_threads_beside_each_other_give_what_each_gives_alone()
    {
        var (rows, labels) = Sparse();
        var alone = Answer(rows, labels, 1);
        int[] numbers = [1, 4, 2, 1, 3, 4];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.CancellationToken },
            (turn, _) =>
            {
                Assert.AreEqual(alone, Answer(rows, labels, numbers[turn % numbers.Length]), 1e-6);
                return ValueTask.CompletedTask;
            });
    }

    [TestMethod]
    public async Task One_number_goes_on_together_and_another_waits_its_turn()
    {
        var token = TestContext.CancellationToken;
        var threads = new LightGbmThreads();
        var (first, second) = (threads.Enter(7, token), threads.Enter(7, token));
        var other = Task.Run(() => threads.Enter(8, token), token);
        first.Dispose();
        Assert.IsFalse(other.IsCompleted, "The second one is inside.");
        second.Dispose();
        (await other).Dispose();
        threads.Enter(7, token).Dispose();
    }

    [TestMethod]
    public async Task Who_gives_up_waiting_lets_the_next_one_pass()
    {
        var token = TestContext.CancellationToken;
        var threads = new LightGbmThreads();
        var inside = threads.Enter(7, token);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(token);
        var waiting = Task.Run(() => threads.Enter(8, impatient.Token), token);
        await impatient.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        threads.Enter(7, token).Dispose();
        inside.Dispose();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => threads.Enter(0, token));
    }

    private static double Answer(float[] rows, float[] labels, int threads)
    {
        using var trees = RegressionTrees.Train(
            rows, Columns, labels, [], new RegressionTreesOptions { Iterations = 3, MinRowsInLeaf = 20, Threads = threads });
        var answers = new double[Rows];
        trees.Predict(rows, answers);
        return answers.Sum();
    }

    // Mostly zeros, which the trainer keeps apart for each of its threads.
    private static (float[] Rows, float[] Labels) Sparse()
    {
        var random = new Random(5);
        float[] rows = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.Next(10) == 0 ? random.NextSingle() : 0)];
        return (rows, [.. rows.Chunk(Columns).Select(static row => row[0] + row[1])]);
    }
}
