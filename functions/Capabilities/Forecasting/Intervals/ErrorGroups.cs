namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Sorts cells into groups of similar size of forecast and, within those, similar movement, so that each group's errors are calibrated
/// alone (Mondrian conformal prediction: Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", Springer 2005).
/// </summary>
internal sealed class ErrorGroups
{
    private const int MostSizes = 16;
    private const int Movements = 2;
    private const int LeastCells = 300;
    private readonly double[] _sizes;
    private readonly double[][] _movements;

    /// <summary>Finds the bounds of the groups.</summary>
    /// <param name="cells">Forecast and spread of the history of each cell.</param>
    public ErrorGroups(IReadOnlyList<(double Forecast, double Spread)> cells)
    {
        var sizes = Math.Clamp(cells.Count / (LeastCells * Movements), 1, MostSizes);
        _sizes = Bounds([.. cells.Select(static cell => Math.Abs(cell.Forecast))], sizes);
        _movements = [.. Enumerable.Range(0, sizes).Select(size =>
            Bounds([.. cells.Where(cell => Place(_sizes, Math.Abs(cell.Forecast)) == size).Select(static cell => cell.Spread)], Movements))];
    }

    /// <summary>Number of groups.</summary>
    public int Count => _movements.Length * Movements;

    /// <summary>The group of a cell.</summary>
    public int Of(double forecast, double spread)
    {
        var size = Place(_sizes, Math.Abs(forecast));
        return (size * Movements) + Place(_movements[size], spread);
    }

    private static int Place(double[] bounds, double value)
    {
        var place = 0;
        while (place < bounds.Length && value > bounds[place])
        {
            place++;
        }

        return place;
    }

    private static double[] Bounds(double[] values, int parts)
    {
        Array.Sort(values);
        return [.. Enumerable.Range(1, parts - 1).Select(part => values.Length == 0 ? 0 : values[values.Length * part / parts])];
    }
}
