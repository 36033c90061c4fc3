namespace XbFunctions.Inference;

/// <summary>
/// One column on the way from the root, as Algorithm 2 of <see cref="TreeExplainer"/> keeps it. Mutable: weights change in place.
/// </summary>
/// <param name="feature">The column (d); -1 in the first step, which stands for none.</param>
/// <param name="zero">Share of rows that pass the column's splits while it is unknown (z).</param>
/// <param name="one">1 where the row itself passes them, else 0 (o).</param>
internal struct TreePathStep(int feature, double zero, double one)
{
    public int Feature = feature;
    public double Zero = zero;
    public double One = one;

    /// <summary>Weight of the subsets of this size (w).</summary>
    public double Weight;
}
