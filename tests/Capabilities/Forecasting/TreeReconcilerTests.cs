using CsCheck;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Capabilities.Tests.Forecasting;

[TestClass]
public sealed class TreeReconcilerTests
{
    // Everything, two groups, five leaves.
    private static readonly int[] Parents = [-1, 0, 0, 1, 1, 1, 2, 2];

    [TestMethod]
    public void Sums_are_those_of_the_leaves_and_nothing_is_negative() =>
        Inputs(-5, 50).Sample(static input =>
        {
            var values = TreeReconciler.Reconcile(Parents, input.Means, input.Variances);
            return values.All(static value => value >= 0)
                && Math.Abs(values[0] - values[1] - values[2]) < 1e-9
                && Math.Abs(values[1] - values[3] - values[4] - values[5]) < 1e-9
                && Math.Abs(values[2] - values[6] - values[7]) < 1e-9;
        });

    [TestMethod]
    public void No_other_leaves_are_nearer_to_the_forecasts_by_their_variances() =>
        Inputs(30, 50).Sample(static input =>
        {
            // Leaves near 40 and sums made to fit, so that no leaf is cut at 0.
            var means = TreeReconciler.BottomUp(Parents, input.Means);
            for (var node = 0; node < means.Length; node++)
            {
                means[node] += (input.Means[node] - 40) / 4;
            }

            var best = TreeReconciler.Reconcile(Parents, means, input.Variances);
            var distance = Distance(best, means, input.Variances);
            return Enumerable.Range(3, 5).All(leaf => new[] { -0.01, 0.01 }.All(step =>
            {
                var moved = (double[])best.Clone();
                moved[leaf] += step;
                return Distance(TreeReconciler.BottomUp(Parents, moved), means, input.Variances) >= distance - 1e-9;
            }));
        });

    private static double Distance(double[] values, double[] means, double[] variances) =>
        values.Select((value, node) => (value - means[node]) * (value - means[node]) / variances[node]).Sum();

    private static Gen<(double[] Means, double[] Variances)> Inputs(double least, double most) =>
        Gen.Select(Gen.Double[least, most].Array[8], Gen.Double[0.1, 20].Array[8]);
}
