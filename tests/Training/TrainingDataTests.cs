namespace XbFunctions.Training.Tests;

[TestClass]
public sealed class TrainingDataTests
{
    [TestMethod]
    public void A_slice_is_a_run_of_rows_with_their_labels_and_weights()
    {
        var data = new TrainingData(["a", "b"], [1, 2, 3, 4, 5, 6], [0, 1, 0], [1, 2, 3]);

        var slice = data.Slice(1, 2);

        CollectionAssert.AreEqual(new float[] { 3, 4, 5, 6 }, slice.Rows);
        CollectionAssert.AreEqual(new float[] { 1, 0 }, slice.Labels);
        CollectionAssert.AreEqual(new float[] { 2, 3 }, slice.Weights);
        Assert.AreEqual(1, slice.Positives);
    }

    [TestMethod]
    public void Lengths_and_labels_that_do_not_fit_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new TrainingData(["a", "b"], [1, 2, 3], [0, 1]));
        Assert.ThrowsExactly<ArgumentException>(() => new TrainingData(["a"], [1, 2], [0, 1], [1]));
        var exception = Assert.ThrowsExactly<ArgumentException>(() => new TrainingData(["a"], [1, 2], [0, 0.5f]));
        Assert.StartsWith("Label of row 1: expected 0 or 1, got 0.5.", exception.Message);
    }
}
