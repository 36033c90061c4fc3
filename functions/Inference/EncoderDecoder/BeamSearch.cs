namespace XbFunctions.Inference;

/// <summary>
/// Beam search for a batch of sources: keeps the best hypotheses of each, and gives sources up that can find nothing better. A finished
/// hypothesis is rated by its log probability over its length to the power of the penalty (Wu and others, arXiv 1609.08144, section 7, in
/// the simple form). Knows no model. Not thread-safe.
/// </summary>
/// <param name="settings">Tokens and sizes.</param>
/// <param name="limits">Most tokens of each source's target.</param>
public sealed class BeamSearch(GenerationSettings settings, IReadOnlyList<int> limits)
{
    private readonly List<Finished>[] _finished = [.. limits.Select(static _ => new List<Finished>())];
    private List<Hypothesis> _rows = [.. limits.Select((_, index) => new Hypothesis(index, null, settings.StartToken, 0, 0))];

    /// <summary>Hypotheses that go on, source by source.</summary>
    public int Rows => _rows.Count;

    /// <summary>The last token of each row.</summary>
    public IEnumerable<int> LastTokens => _rows.Select(static row => row.Token);

    /// <summary>The source of each row.</summary>
    public IEnumerable<int> Sources => _rows.Select(static row => row.Source);

    /// <summary>All tokens of a row, the start among them.</summary>
    /// <param name="row">The row.</param>
    public int[] TokensOf(int row) => [settings.StartToken, .. _rows[row].ToTokens()];

    /// <summary>Takes the model's answer and makes the next rows.</summary>
    /// <param name="logits">One row of values over the vocabulary for each row, in their order; changed.</param>
    /// <returns>For each new row the row that it goes on from; none when the search is over.</returns>
    public int[] Advance(ReadOnlyMemory<float>[] logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        List<Hypothesis> next = [];
        List<int> parents = [];
        for (var start = 0; start < _rows.Count;)
        {
            var end = start + 1;
            while (end < _rows.Count && _rows[end].Source == _rows[start].Source)
            {
                end++;
            }

            Extend(start, end, logits, next, parents);
            start = end;
        }

        _rows = next;
        return [.. parents];
    }

    /// <summary>The best of each source, in their order.</summary>
    public IReadOnlyList<GeneratedSequence> Best() =>
        [.. _finished.Select(static found => found.MaxBy(static one => one.Rating)!).Select(static one => one.Sequence)];

    private void Extend(int start, int end, ReadOnlyMemory<float>[] logits, List<Hypothesis> next, List<int> parents)
    {
        var source = _rows[start].Source;
        var (found, first) = (_finished[source], next.Count);
        List<(double Score, int Row, int Token)> candidates = [];
        for (var row = start; row < end; row++)
        {
            candidates.AddRange(Likeliest(logits[row].Span, _rows[row].Score).Select(one => (one.Score, row, one.Token)));
        }

        candidates.Sort(static (left, right) => right.Score.CompareTo(left.Score));
        var kept = 0;
        for (var rank = 0; rank < candidates.Count && kept < settings.Beams; rank++)
        {
            var (score, row, token) = candidates[rank];
            if (token == settings.EndToken)
            {
                // A worse end than the beam is wide would push a better beginning out.
                if (rank < settings.Beams)
                {
                    found.Add(new Finished(Rate(score, _rows[row].Length + 1), new GeneratedSequence(_rows[row].ToTokens(), score, true)));
                }

                continue;
            }

            var longer = new Hypothesis(source, _rows[row], token, score, _rows[row].Length + 1);
            if (longer.Length >= limits[source])
            {
                found.Add(new Finished(Rate(score, longer.Length), new GeneratedSequence(longer.ToTokens(), score, false)));
            }
            else
            {
                next.Add(longer);
                parents.Add(row);
            }

            kept++;
        }

        // The scores of beginnings only fall. What a longer end would win by the penalty is left out, as most searches do.
        if (found.Count >= settings.Beams && next.Count > first)
        {
            var best = next.Skip(first).Max(static one => one.Score);
            if (found.Select(static one => one.Rating).OrderDescending().ElementAt(settings.Beams - 1) >= Rate(best, next[^1].Length))
            {
                parents.RemoveRange(first, parents.Count - first);
                next.RemoveRange(first, next.Count - first);
            }
        }
    }

    private double Rate(double score, int length) => score / Math.Pow(length, settings.LengthPenalty);

    // Twice as many as beams, so that ends do not leave a beam empty. Padding is no answer.
    private List<(double Score, int Token)> Likeliest(ReadOnlySpan<float> logits, double before)
    {
        var most = 2 * settings.Beams;
        PriorityQueue<int, float> best = new(most + 1);
        var greatest = float.NegativeInfinity;
        for (var token = 0; token < logits.Length; token++)
        {
            greatest = Math.Max(greatest, logits[token]);
            if (token == settings.PaddingToken || !float.IsFinite(logits[token]))
            {
                continue;
            }

            if (best.Count < most)
            {
                best.Enqueue(token, logits[token]);
            }
            else if (best.TryPeek(out _, out var least) && logits[token] > least)
            {
                best.EnqueueDequeue(token, logits[token]);
            }
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - greatest);
        }

        var scale = before - greatest - Math.Log(sum);
        return [.. best.UnorderedItems.Select(one => (one.Priority + scale, one.Element))];
    }

    private sealed record Finished(double Rating, GeneratedSequence Sequence);

    private sealed record Hypothesis(int Source, Hypothesis? Before, int Token, double Score, int Length)
    {
        public int[] ToTokens()
        {
            var tokens = new int[Length];
            var at = this;
            for (var index = Length - 1; index >= 0; index--, at = at.Before!)
            {
                tokens[index] = at.Token;
            }

            return tokens;
        }
    }
}
