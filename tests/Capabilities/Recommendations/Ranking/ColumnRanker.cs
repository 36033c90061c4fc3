using XbFunctions.Capabilities.Recommendations.Ranking;

namespace XbFunctions.Capabilities.Tests.Recommendations.Ranking;

/// <summary>Ranks by one column, and keeps the rows that it was given last.</summary>
internal sealed class ColumnRanker(RankerColumn column) : IItemRanker
{
    public float[] Rows { get; private set; } = [];

    public int Calls { get; private set; }

    public bool TryScore(ReadOnlySpan<float> rows, Span<float> scores)
    {
        (Rows, Calls) = (rows.ToArray(), Calls + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            var value = rows[(i * RankerColumns.Width) + (int)column];
            scores[i] = float.IsNaN(value) ? 0 : 1 / (1 + MathF.Exp(-value));
        }

        return true;
    }
}
