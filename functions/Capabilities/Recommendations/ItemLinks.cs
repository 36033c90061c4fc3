namespace XbFunctions.Capabilities.Recommendations;

/// <summary>A sparse matrix from item to item, by rows. Immutable.</summary>
public sealed class ItemLinks
{
    private readonly (int Item, float Weight)[][] _rows;

    /// <summary>Takes the rows over.</summary>
    /// <param name="rows">For each item the items it leads to, by item number, with their weights.</param>
    public ItemLinks((int Item, float Weight)[][] rows) => _rows = rows;

    /// <summary>Number of items.</summary>
    public int ItemCount => _rows.Length;

    /// <summary>The items that one leads to, by item number.</summary>
    /// <param name="item">In [0, <see cref="ItemCount"/>).</param>
    public ReadOnlySpan<(int Item, float Weight)> From(int item) => _rows[item];

    /// <summary>One weight; 0 where there is no link.</summary>
    /// <param name="from">In [0, <see cref="ItemCount"/>).</param>
    /// <param name="to">In [0, <see cref="ItemCount"/>).</param>
    public float Between(int from, int to)
    {
        var row = _rows[from];
        var (low, high) = (0, row.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (row[middle].Item == to)
            {
                return row[middle].Weight;
            }

            (low, high) = row[middle].Item < to ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }

    /// <summary>Builds the rows in parallel, each on a score board of its own.</summary>
    /// <param name="itemCount">Number of items.</param>
    /// <param name="fill">Adds the links of an item to an empty board.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static ItemLinks Build(int itemCount, Action<int, ScoreBoard> fill, CancellationToken cancellationToken = default)
    {
        var rows = new (int Item, float Weight)[itemCount][];
        Parallel.For(
            0,
            itemCount,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new ScoreBoard(itemCount),
            (item, _, board) =>
            {
                board.Clear();
                fill(item, board);
                rows[item] = RowOf(board);
                return board;
            },
            static _ => { });
        return new ItemLinks(rows);
    }

    private static (int Item, float Weight)[] RowOf(ScoreBoard board)
    {
        var row = new (int Item, float Weight)[board.Touched.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = (board.Touched[i], board[board.Touched[i]]);
        }

        Array.Sort(row, static (a, b) => a.Item.CompareTo(b.Item));
        return row;
    }
}
