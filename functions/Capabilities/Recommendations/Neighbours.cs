namespace XbFunctions.Capabilities.Recommendations;

/// <summary>
/// Sequences that share rare and late items with a history vote for their other items, those close to a shared item more. Thread-safe.
/// </summary>
/// <param name="log">The sequences.</param>
/// <param name="options">Constants.</param>
public sealed class Neighbours(InteractionLog log, NeighbourOptions options)
{
    private const int LatestItems = 20;
    private const int PlacesOfItem = 2000;

    private readonly float[] _ages = [.. Enumerable.Range(0, log.Sequences.Count).Select(sequence => (float)log.AgeWeight(sequence, options.OldestWeight))];

    /// <summary>Adds the votes for a history to a board.</summary>
    /// <param name="history">Items, oldest first.</param>
    /// <param name="self">Number of the sequence that the history is of, which has no vote; -1 for none.</param>
    /// <param name="nearness">An empty board over the sequences, for this method's own use; left empty.</param>
    /// <param name="board">Where to add.</param>
    public void Score(ReadOnlySpan<int> history, int self, ScoreBoard nearness, ScoreBoard board)
    {
        var weight = 1f;
        for (var i = history.Length - 1; i >= Math.Max(0, history.Length - LatestItems); i--)
        {
            var share = weight * (float)Math.Pow(log.CountOf(history[i]) + 1, -options.RarityPower);
            var places = log.PlacesOf(history[i]);
            foreach (var (sequence, _) in places[Math.Max(0, places.Length - PlacesOfItem)..])
            {
                if (sequence != self)
                {
                    nearness.Add(sequence, share * _ages[sequence]);
                }
            }

            weight *= (float)options.Decay;
        }

        foreach (var sequence in nearness.Top(options.Count, []))
        {
            Vote(log.Sequences[sequence], nearness[sequence], history, board);
        }

        nearness.Clear();
    }

    private void Vote(int[] neighbour, float nearness, ReadOnlySpan<int> history, ScoreBoard board)
    {
        var vote = nearness * (float)Math.Pow(neighbour.Length, -options.LengthPower);
        for (var i = 0; i < neighbour.Length; i++)
        {
            var distance = DistanceToShared(neighbour, i, history);
            board.Add(neighbour[i], vote * (float)Math.Pow(Math.Max(1, distance), -options.DistancePower));
        }
    }

    private static int DistanceToShared(int[] neighbour, int at, ReadOnlySpan<int> history)
    {
        for (var distance = 1; distance < neighbour.Length; distance++)
        {
            if ((at - distance >= 0 && history.Contains(neighbour[at - distance]))
                || (at + distance < neighbour.Length && history.Contains(neighbour[at + distance])))
            {
                return distance;
            }
        }

        return neighbour.Length;
    }
}
