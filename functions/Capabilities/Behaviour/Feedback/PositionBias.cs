namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// How likely an item is looked at by its position, relative to the first: what a click there must be weighed with when training (inverse
/// propensity: Joachims, Swaminathan, Schnabel, WSDM 2017). Immutable.
/// </summary>
/// <remarks>
/// The examination hypothesis (Craswell, Zoeter, Taylor, Ramsey, WSDM 2008): a click needs that the item is looked at, which depends on the position
/// alone, and liked. <see cref="Learn"/> tells the two apart where lists are known; <see cref="Of"/> has click-through by position alone, which overstates
/// the fall, as lists put what is liked most first. Both are smoothed towards the mean, made not to rise with the position (pooling adjacent
/// violators, weighted by exposure) and bounded.
/// </remarks>
public sealed class PositionBias
{
    /// <summary>Lowest probability told: no click weighs more than its inverse, 20.</summary>
    public const double Least = 0.05;

    /// <summary>All positions alike: nothing is known, or nothing was clicked.</summary>
    public static PositionBias None { get; } = new([1]);

    private const double PriorItems = 200;
    private const int Rounds = 50;

    // Showings of an item of which nothing is known, clicked as often as all are.
    private const double PriorShowings = 10;
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
        return shown == 0 || clicked == 0
            ? None
            : Pooled([.. positions.Select(at => (at.Clicked + (clicked / shown * PriorItems), at.Shown + PriorItems))]);
    }

    /// <summary>
    /// Estimates it from lists by the position-based click model (Chuklin, Markov, de Rijke, Click Models for Web Search, 2015, section 3.3): an item is
    /// clicked as often as its position is looked at times as often as it is liked, so that what is liked does not pass for the position that it
    /// was shown at. Fitted in turns as Poisson counts, which is consistent for such products whatever clicks are drawn from (Gourieroux,
    /// Monfort, Trognon, Econometrica 1984). Items must have been shown at several positions; what one visitor likes more than others stays in.
    /// </summary>
    /// <param name="lists">Lists of all visitors.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static PositionBias Learn(IEnumerable<ShownList> lists, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var cells = Cells(lists);
        var (shown, clicked) = (cells.Sum(static cell => cell.Shown), cells.Sum(static cell => cell.Clicked));
        if (clicked == 0)
        {
            return None;
        }

        var places = cells.Max(static cell => cell.Place) + 1;
        var looked = Enumerable.Repeat(1.0, places).ToArray();
        var liked = new double[cells.Max(static cell => cell.Item) + 1];
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var level = cells.Sum(cell => looked[cell.Place] * cell.Shown) / shown;
            Fit(cells, liked, static cell => cell.Item, cell => looked[cell.Place], PriorShowings * level, clicked / (shown * level));
            Fit(cells, looked, static cell => cell.Place, cell => liked[cell.Item], PriorItems * clicked / shown, level);
        }

        var showings = new double[places];
        cells.ForEach(cell => showings[cell.Place] += cell.Shown);
        return Pooled([.. looked.Zip(showings, static (look, weight) => (look * weight, Math.Max(1, weight)))]);
    }

    // Items get numbers from 0.
    private static List<(int Item, int Place, double Shown, double Clicked)> Cells(IEnumerable<ShownList> lists)
    {
        var (numbers, cells) = (new Dictionary<int, int>(), new Dictionary<(int Item, int Place), (double Shown, double Clicked)>());
        foreach (var list in lists)
        {
            for (var place = 0; place < Math.Min(ShownList.Places, list.Items.Count); place++)
            {
                if (!numbers.TryGetValue(list.Items[place], out var item))
                {
                    numbers[list.Items[place]] = item = numbers.Count;
                }

                var (shown, clicked) = cells.GetValueOrDefault((item, place));
                cells[(item, place)] = (shown + 1, clicked + (list.IsClickedAt(place) ? 1 : 0));
            }
        }

        return [.. cells.Select(static cell => (cell.Key.Item, cell.Key.Place, cell.Value.Shown, cell.Value.Clicked))];
    }

    // One factor by the other: clicks over what the other expects of one, and so much of it as if it were average.
    private static void Fit(
        List<(int Item, int Place, double Shown, double Clicked)> cells,
        double[] factor,
        Func<(int Item, int Place, double Shown, double Clicked), int> indexOf,
        Func<(int Item, int Place, double Shown, double Clicked), double> otherOf,
        double prior,
        double average)
    {
        var (clicks, expected) = (new double[factor.Length], new double[factor.Length]);
        foreach (var cell in cells)
        {
            clicks[indexOf(cell)] += cell.Clicked;
            expected[indexOf(cell)] += cell.Shown * otherOf(cell);
        }

        for (var index = 0; index < factor.Length; index++)
        {
            factor[index] = (clicks[index] + (average * prior)) / (expected[index] + prior);
        }
    }

    private static PositionBias Pooled((double Sum, double Weight)[] positions)
    {
        var blocks = new List<(double Sum, double Weight, int Positions)>();
        foreach (var (sum, weight) in positions)
        {
            blocks.Add((sum, weight, 1));
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
