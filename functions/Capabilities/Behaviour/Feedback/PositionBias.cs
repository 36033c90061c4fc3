namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// How likely an item is looked at by its position, relative to the first, from click-through by position: what a click there must be weighed with
/// when training (inverse propensity). Immutable.
/// </summary>
/// <remarks>
/// The examination hypothesis (Craswell, Zoeter, Taylor, Ramsey 2008): a click needs that the item is looked at, which depends on the position
/// alone, and liked. Lists put what is liked most first, so click-through overstates the fall; weights are therefore bounded. Click-through is
/// smoothed towards its mean and made not to rise with the position (pooling adjacent violators, weighted by exposure).
/// </remarks>
public sealed class PositionBias
{
    /// <summary>Lowest probability told: no click weighs more than its inverse, 20.</summary>
    public const double Least = 0.05;

    private const double PriorItems = 200;
    private readonly double[] _examined;

    private PositionBias(double[] examined) => _examined = examined;

    /// <summary>Positions told apart; those behind count as the last.</summary>
    public int Positions => _examined.Length;

    /// <summary>Estimates it.</summary>
    /// <param name="positions">Exposure and clicks by position, from 0 on; without clicks all positions are alike.</param>
    public static PositionBias Of(IReadOnlyList<PositionFeedback> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var (shown, clicked) = (positions.Sum(static at => (double)at.Shown), positions.Sum(static at => (double)at.Clicked));
        if (shown == 0 || clicked == 0)
        {
            return new PositionBias([1]);
        }

        var mean = clicked / shown;
        var blocks = new List<(double Sum, double Weight, int Positions)>();
        foreach (var at in positions)
        {
            blocks.Add((at.Clicked + (mean * PriorItems), at.Shown + PriorItems, 1));
            while (blocks.Count > 1 && blocks[^1].Sum / blocks[^1].Weight > blocks[^2].Sum / blocks[^2].Weight)
            {
                var (one, other) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (one.Sum + other.Sum, one.Weight + other.Weight, one.Positions + other.Positions);
            }
        }

        var first = blocks[0].Sum / blocks[0].Weight;
        return new PositionBias(
            [.. blocks.SelectMany(block => Enumerable.Repeat(Math.Clamp(block.Sum / block.Weight / first, Least, 1), block.Positions))]);
    }

    /// <summary>Probability that an item is looked at, relative to the first position.</summary>
    /// <param name="position">From 0.</param>
    /// <returns>In [<see cref="Least"/>, 1], not rising with the position.</returns>
    public double Examined(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return _examined[Math.Min(position, _examined.Length - 1)];
    }
}
