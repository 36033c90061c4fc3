using XbFunctions.Inference;
using XbFunctions.Training.Neural;

namespace XbFunctions.Training.Tests.Neural;

[TestClass]
public sealed class AdamWTests
{
    [TestMethod]
    public void Two_steps_equal_the_values_worked_out_by_hand()
    {
        // Step 1: m = .05, v = .00025; both divided by their bias are .5 and .25, so the step is the rate: 1 - .1 = .9.
        // Step 2, gradient -1: m = -.055 / .19 = -.2894737, v = .00124975 / .001999 = .6251876; .9 + .1 * .2894737 / .7906881 = .9366104.
        var store = Store(1);
        var adam = new AdamW(store, new AdamWOptions { ClipNorm = 0 });
        var weight = store.All[0];
        weight.Values[0] = 1;
        weight.Gradient[0] = 0.5f;
        adam.Step(0.1);
        Assert.AreEqual(0.9, weight.Values[0], 1e-6);
        weight.Gradient[0] = -1;
        adam.Step(0.1);
        Assert.AreEqual(0.9366104, weight.Values[0], 2e-6);
    }

    [TestMethod]
    public void Decay_takes_its_share_of_matrices_and_leaves_biases_alone()
    {
        var store = new ParameterStore<float>(
            [Spec("matrix", 1, 2), Spec("bias", 2)], seed: 1);
        store["matrix"].Values.AsSpan().Fill(2);
        store["bias"].Values.AsSpan().Fill(2);
        new AdamW(store, new AdamWOptions { WeightDecay = 0.5 }).Step(0.1);
        CollectionAssert.AreEqual(new[] { 1.9f, 1.9f }, store["matrix"].Values);
        CollectionAssert.AreEqual(new[] { 2f, 2f }, store["bias"].Values);
    }

    [TestMethod]
    public void A_gradient_above_the_bound_is_scaled_down_to_it()
    {
        var store = Store(2);
        var adam = new AdamW(store, new AdamWOptions { ClipNorm = 1 });
        store.All[0].Gradient[0] = 3;
        store.All[0].Gradient[1] = 4;
        Assert.AreEqual(5, adam.Step(0.1), 1e-9);
        Assert.AreEqual(0.06, adam.First[0][0], 1e-6);
        Assert.AreEqual(0.08, adam.First[0][1], 1e-6);
    }

    [TestMethod]
    public void Long_weights_are_updated_as_short_ones_are()
    {
        var (one, many) = (Store(1), Store(37));
        one.All[0].Values[0] = 0.3f;
        one.All[0].Gradient[0] = 0.2f;
        many.All[0].Values.AsSpan().Fill(0.3f);
        many.All[0].Gradient.AsSpan().Fill(0.2f);
        new AdamW(one, new AdamWOptions { ClipNorm = 0 }).Step(0.01);
        new AdamW(many, new AdamWOptions { ClipNorm = 0 }).Step(0.01);
        foreach (var value in many.All[0].Values)
        {
            Assert.AreEqual(one.All[0].Values[0], value, 1e-7);
        }
    }

    [TestMethod]
    [DataRow(0L, 0.1)]
    [DataRow(9L, 1.0)]
    [DataRow(10L, 1.0)]
    [DataRow(60L, 0.55)]
    [DataRow(110L, 0.1)]
    [DataRow(500L, 0.1)]
    public void The_rate_goes_up_in_a_line_and_down_along_a_half_cosine(long step, double expected) =>
        Assert.AreEqual(expected, new LearningRateSchedule(1, 10, 110, 0.1).RateAt(step), 1e-12);

    private static ParameterStore<float> Store(long length) => new([Spec("weight", length)], seed: 1);

    private static ParameterSpec Spec(string name, params long[] shape) => new(
        new GraphTensor(name, OnnxElementType.Float, [.. shape.Select(OnnxDimension.Fixed)]), shape, ParameterStart.Zeros);
}
