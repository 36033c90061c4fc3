namespace XbFunctions.Training.Translation;

/// <summary>Reads the best translations off the recombined hypotheses, each as the best with one deviation more (Ueffing, Och and Ney 2002).</summary>
internal static class PhraseLattice
{
    /// <summary>Finds the best distinct translations.</summary>
    /// <param name="finals">Whole hypotheses, the best first.</param>
    /// <param name="count">How many.</param>
    public static List<PhraseTranslation> Best(List<PhraseHypothesis> finals, int count)
    {
        List<PhraseTranslation> found = [];
        if (count == 1)
        {
            found.Add(Read(Path(finals[0]), finals[0].Score));
            return found;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new PriorityQueue<(List<PhraseHypothesis> Path, int From, double Score), double>();
        foreach (var final in finals.Take(count))
        {
            queue.Enqueue((Path(final), 0, final.Score), -final.Score);
        }

        for (var tries = 0; tries < count * 8 && found.Count < count && queue.TryDequeue(out var best, out _); tries++)
        {
            var translation = Read(best.Path, best.Score);
            if (seen.Add(WordIds.Key(translation.Words)))
            {
                found.Add(translation);
            }

            // Path is from the end to the start; a deviation at a place leaves what lies behind it in the sentence as it is.
            for (var at = best.From; at < best.Path.Count; at++)
            {
                foreach (var other in best.Path[at].Others ?? [])
                {
                    var score = best.Score - best.Path[at].Score + other.Score;
                    queue.Enqueue(([.. best.Path[..at], .. Path(other)], at + 1, score), -score);
                }
            }
        }

        return found;
    }

    private static List<PhraseHypothesis> Path(PhraseHypothesis? end)
    {
        List<PhraseHypothesis> path = [];
        for (; end is not null; end = end.Before)
        {
            path.Add(end);
        }

        return path;
    }

    private static PhraseTranslation Read(List<PhraseHypothesis> path, double score)
    {
        List<int> words = [];
        var features = new double[Enum.GetValues<PhraseFeature>().Length];
        for (var at = path.Count - 1; at >= 0; at--)
        {
            var step = path[at];
            features[(int)PhraseFeature.Language] += step.Own.Language;
            if (step.Option is not { } option)
            {
                continue;
            }

            words.AddRange(option.Words);
            features[(int)PhraseFeature.Forward] += option.Forward;
            features[(int)PhraseFeature.Inverse] += option.Inverse;
            features[(int)PhraseFeature.LexicalForward] += option.LexicalForward;
            features[(int)PhraseFeature.LexicalInverse] += option.LexicalInverse;
            features[(int)PhraseFeature.Phrases]--;
            features[(int)PhraseFeature.Words] -= option.Words.Length;
            features[(int)PhraseFeature.Distortion] -= Math.Abs(step.Start - path[at + 1].End);
            features[(int)PhraseFeature.Previous] += step.Own.Previous;
            features[(int)PhraseFeature.Next] += step.Own.Next;
        }

        return new PhraseTranslation([.. words], features, score);
    }
}
