namespace XbFunctions.Capabilities.Recommendations;

/// <summary>
/// Items seen near each other: links weighted by distance, direction and length of the sequence, normalised by popularity, summed over a
/// customer's latest items with decay. Thread-safe.
/// </summary>
public sealed class CoVisitation
{
    private const int LatestItems = 20;

    private readonly CoVisitationOptions _options;
    private readonly float[] _source;
    private readonly float[] _target;

    private CoVisitation(ItemLinks links, InteractionLog log, CoVisitationOptions options)
    {
        (Links, _options) = (links, options);
        _source = Powers(log, -options.SourcePower);
        _target = Powers(log, -options.TargetPower);
    }

    /// <summary>The links before normalisation.</summary>
    public ItemLinks Links { get; }

    /// <summary>Counts the pairs of a log.</summary>
    /// <param name="log">The sequences.</param>
    /// <param name="options">Constants.</param>
    /// <param name="cancellationToken">Looked at between items.</param>
    public static CoVisitation Learn(InteractionLog log, CoVisitationOptions options, CancellationToken cancellationToken = default)
    {
        var byDistance = Enumerable.Range(0, options.Window + 1)
            .Select(distance => (float)Math.Pow(Math.Max(1, distance), -options.DistancePower)).ToArray();
        var links = ItemLinks.Build(log.ItemCount, (item, board) =>
        {
            foreach (var (index, position) in log.PlacesOf(item))
            {
                var sequence = log.Sequences[index];
                var share = (float)(Math.Pow(sequence.Length, -options.LengthPower) * log.AgeWeight(index, options.OldestWeight));
                var end = Math.Min(sequence.Length - 1, position + options.Window);
                for (var other = Math.Max(0, position - options.Window); other <= end; other++)
                {
                    if (sequence[other] != item)
                    {
                        var direction = other > position ? 1 : (float)options.BackwardWeight;
                        board.Add(sequence[other], share * direction * byDistance[Math.Abs(other - position)]);
                    }
                }
            }
        }, cancellationToken);
        return new CoVisitation(links, log, options);
    }

    /// <summary>The same links with other constants of scoring.</summary>
    /// <param name="log">The log that they were learnt from.</param>
    /// <param name="options">Constants; those of counting must be the same.</param>
    public CoVisitation With(InteractionLog log, CoVisitationOptions options) => new(Links, log, options);

    /// <summary>Adds the scores for a history to a board.</summary>
    /// <param name="history">Items, oldest first.</param>
    /// <param name="board">Where to add.</param>
    public void Score(ReadOnlySpan<int> history, ScoreBoard board)
    {
        var weight = 1f;
        for (var i = history.Length - 1; i >= Math.Max(0, history.Length - LatestItems); i--)
        {
            var scale = weight * _source[history[i]];
            foreach (var (item, link) in Links.From(history[i]))
            {
                board.Add(item, scale * link * _target[item]);
            }

            weight *= (float)_options.Decay;
        }
    }

    /// <summary>The normalised link of one item with another.</summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The target.</param>
    public float Between(int from, int to) => Links.Between(from, to) * _source[from] * _target[to];

    private static float[] Powers(InteractionLog log, double power)
    {
        var powers = new float[log.ItemCount];
        for (var item = 0; item < powers.Length; item++)
        {
            powers[item] = (float)Math.Pow(Math.Max(1, log.CountOf(item)), power);
        }

        return powers;
    }
}
