namespace XbFunctions.Inference;

/// <summary>How one value was distributed over the training rows: what drift is measured against.</summary>
/// <param name="Name">Column, or <c>score</c>.</param>
/// <param name="Edges">Bin edges, rising strictly: bin <c>i</c> holds values in (edge <c>i - 1</c>, edge <c>i</c>], the last bin those above.</param>
/// <param name="Shares">Share of the rows in each bin, missing values last: two more than <paramref name="Edges"/>.</param>
public sealed record ReferenceHistogram(string Name, float[] Edges, float[] Shares)
{
    /// <summary>Bin of a value.</summary>
    /// <param name="value">The value; NaN is missing.</param>
    /// <returns>Index in <see cref="Shares"/>.</returns>
    public int BinOf(float value)
    {
        if (float.IsNaN(value))
        {
            return Edges.Length + 1;
        }

        var at = Array.BinarySearch(Edges, value);
        return at >= 0 ? at : ~at;
    }
}
