namespace XbFunctions.Capabilities.Recommendations;

/// <summary>
/// A linear model from items to items: for each target a ridge regression on the items most often seen with it (SLIM: Ning and Karypis,
/// ICDM 2011, with feature selection), solved by Cholesky's method. Thread-safe.
/// </summary>
public sealed class LinearItemModel
{
    private const int Inputs = 60;
    private const int LatestItems = 50;
    private const int PairWindow = 200;

    private readonly ItemLinks _links;

    private LinearItemModel(ItemLinks links) => _links = links;

    /// <summary>Solves all regressions.</summary>
    /// <param name="log">The sequences.</param>
    /// <param name="ridge">Penalty on the squared weights, above 0.</param>
    /// <param name="cancellationToken">Looked at between items.</param>
    public static LinearItemModel Learn(InteractionLog log, double ridge, CancellationToken cancellationToken = default)
    {
        // Sequences with both items, over all distances.
        var together = CoVisitation.Learn(
            log,
            new CoVisitationOptions(Window: PairWindow, DistancePower: 0, BackwardWeight: 1, LengthPower: 0),
            cancellationToken).Links;
        var incoming = ItemLinks.Build(log.ItemCount, (target, board) => Regress(log, together, target, ridge, board), cancellationToken);
        return new LinearItemModel(Transposed(incoming));
    }

    /// <summary>Adds the scores for a history to a board.</summary>
    /// <param name="history">Items, oldest first.</param>
    /// <param name="decay">Weight of each item of the history relative to the one after it, in (0, 1].</param>
    /// <param name="board">Where to add.</param>
    public void Score(ReadOnlySpan<int> history, double decay, ScoreBoard board)
    {
        var weight = 1f;
        for (var i = history.Length - 1; i >= Math.Max(0, history.Length - LatestItems); i--)
        {
            foreach (var (item, link) in _links.From(history[i]))
            {
                board.Add(item, weight * link);
            }

            weight *= (float)decay;
        }
    }

    private static void Regress(InteractionLog log, ItemLinks together, int target, double ridge, ScoreBoard board)
    {
        var row = together.From(target).ToArray();
        Array.Sort(row, static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Item.CompareTo(b.Item));
        var count = Math.Min(Inputs, row.Length);
        var matrix = new double[count, count];
        var right = new double[count];
        for (var i = 0; i < count; i++)
        {
            right[i] = row[i].Weight;
            matrix[i, i] = log.CountOf(row[i].Item) + ridge;
            for (var j = 0; j < i; j++)
            {
                matrix[i, j] = together.Between(row[i].Item, row[j].Item);
            }
        }

        SolveInPlace(matrix, right);
        for (var i = 0; i < count; i++)
        {
            board.Add(row[i].Item, (float)right[i]);
        }
    }

    // Repeated items make pair counts that no set of sequences has; a pivot that is not positive falls back to the ridge's size.
    private static void SolveInPlace(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            for (var row = column; row < size; row++)
            {
                var sum = matrix[row, column];
                for (var k = 0; k < column; k++)
                {
                    sum -= matrix[row, k] * matrix[column, k];
                }

                matrix[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1)) : sum / matrix[column, column];
            }
        }

        for (var row = 0; row < size; row++)
        {
            for (var k = 0; k < row; k++)
            {
                right[row] -= matrix[row, k] * right[k];
            }

            right[row] /= matrix[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < size; k++)
            {
                right[row] -= matrix[k, row] * right[k];
            }

            right[row] /= matrix[row, row];
        }
    }

    private static ItemLinks Transposed(ItemLinks links)
    {
        var rows = Enumerable.Range(0, links.ItemCount).Select(static _ => new List<(int Item, float Weight)>()).ToArray();
        for (var target = 0; target < links.ItemCount; target++)
        {
            foreach (var (source, weight) in links.From(target))
            {
                rows[source].Add((target, weight));
            }
        }

        return new ItemLinks([.. rows.Select(static row => row.ToArray())]);
    }
}
