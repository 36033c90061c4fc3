namespace XbFunctions.Inference;

/// <summary>One column on the way from the root, as Algorithm 2 of <see cref="TreeExplainer"/> keeps it.</summary>
/// <param name="Feature">The column (d); -1 in the first step, which stands for none.</param>
/// <param name="Zero">Share of rows that pass the column's splits while it is unknown (z).</param>
/// <param name="One">1 where the row itself passes them, else 0 (o).</param>
/// <param name="Weight">Weight of the subsets of this size (w).</param>
internal readonly record struct TreePathStep(int Feature, double Zero, double One, double Weight);
