using System.Numerics;

namespace XbFunctions.Training.Translation;

/// <summary>
/// Searches the best translation of a sentence: stacks by the number of translated words, recombination, an estimate of the future, a limit
/// of distortion (Koehn 2004, Pharaoh). Thread-safe.
/// </summary>
internal sealed class PhraseDecoder(PhraseTable table, NgramModel language, double[] weights, PhraseDecoderOptions options)
{
    /// <summary>Most words of a sentence.</summary>
    public const int MaxWords = 60;

    private static readonly float[] Even = [MathF.Log(1f / 3), MathF.Log(1f / 3), MathF.Log(1f / 3)];

    /// <summary>Translates.</summary>
    /// <param name="words">1 to 60 word numbers, 0 for unknown ones.</param>
    /// <param name="count">Translations wanted.</param>
    /// <returns>The best, with their features; the best first.</returns>
    public List<PhraseTranslation> Translate(ReadOnlySpan<int> words, int count = 1)
    {
        var spans = Options(words);
        var future = Future(spans, words.Length);
        var stacks = new Dictionary<(ulong, int, int, int), PhraseHypothesis>[words.Length + 1];
        for (var n = 0; n < stacks.Length; n++)
        {
            stacks[n] = [];
        }

        stacks[0][default] = new PhraseHypothesis { State = language.Start, Future = future[0, words.Length] };
        for (var n = 0; n < words.Length; n++)
        {
            foreach (var hypothesis in Best(stacks[n], options.StackSize))
            {
                Expand(hypothesis, spans, future, stacks, words.Length, count > 1);
            }
        }

        var finals = stacks[words.Length].Values.Select(one => new PhraseHypothesis
        {
            Before = one,
            Own = (language.ScoreEnd(one.State), 0, 0),
            Score = one.Score + (weights[(int)PhraseFeature.Language] * language.ScoreEnd(one.State)),
        }).OrderByDescending(static one => one.Score).ToList();
        return PhraseLattice.Best(finals, count);
    }

    private PhraseOption[]?[,] Options(ReadOnlySpan<int> words)
    {
        var spans = new PhraseOption[]?[words.Length, words.Length + 1];
        for (var start = 0; start < words.Length; start++)
        {
            for (var end = start + 1; end <= Math.Min(words.Length, start + table.Longest); end++)
            {
                var found = table.Find(words[start..end]);
                if (!found.IsEmpty)
                {
                    spans[start, end] = found[..Math.Min(found.Length, options.MaxOptions)].ToArray();
                }
                else if (end == start + 1)
                {
                    // A word with no translation is copied.
                    spans[start, end] = [new PhraseOption([~start], 0, 0, 0, 0, Even, Even)];
                }
            }
        }

        return spans;
    }

    private double Local(PhraseOption option) =>
        (weights[(int)PhraseFeature.Forward] * option.Forward)
        + (weights[(int)PhraseFeature.Inverse] * option.Inverse)
        + (weights[(int)PhraseFeature.LexicalForward] * option.LexicalForward)
        + (weights[(int)PhraseFeature.LexicalInverse] * option.LexicalInverse)
        - weights[(int)PhraseFeature.Phrases]
        - (weights[(int)PhraseFeature.Words] * option.Words.Length);

    private double[,] Future(PhraseOption[]?[,] spans, int length)
    {
        var future = new double[length + 1, length + 1];
        for (var width = 1; width <= length; width++)
        {
            for (var start = 0; start + width <= length; start++)
            {
                var best = double.NegativeInfinity;
                foreach (var option in spans[start, start + width] ?? [])
                {
                    var (state, log) = (0, 0f);
                    foreach (var word in option.Words)
                    {
                        log += language.Score(ref state, Math.Max(0, word));
                    }

                    best = Math.Max(best, Local(option) + (weights[(int)PhraseFeature.Language] * log));
                }

                for (var cut = 1; cut < width; cut++)
                {
                    best = Math.Max(best, future[start, start + cut] + future[start + cut, start + width]);
                }

                future[start, start + width] = best;
            }
        }

        return future;
    }

    private static IEnumerable<PhraseHypothesis> Best(Dictionary<(ulong, int, int, int), PhraseHypothesis> stack, int size)
    {
        if (stack.Count <= size)
        {
            return stack.Values;
        }

        var all = stack.Values.ToArray();
        Array.Sort(all, static (left, right) => right.Estimate.CompareTo(left.Estimate));
        return all.Take(size);
    }

    private void Expand(
        PhraseHypothesis before, PhraseOption[]?[,] spans, double[,] future, Dictionary<(ulong, int, int, int), PhraseHypothesis>[] stacks, int length, bool keepsOthers)
    {
        var gap = BitOperations.TrailingZeroCount(~before.Covered);
        for (var start = gap; start < Math.Min(length, Math.Max(gap, before.End) + options.Distortion + 1); start++)
        {
            if (Math.Abs(start - before.End) > options.Distortion)
            {
                continue;
            }

            for (var end = start + 1; end <= Math.Min(length, start + table.Longest) && (before.Covered & (1UL << (end - 1))) == 0; end++)
            {
                if (spans[start, end] is not { } found || (start > gap && end - gap > options.Distortion + 1))
                {
                    continue;
                }

                var covered = before.Covered | (((1UL << (end - start)) - 1) << start);
                var rest = Rest(covered, future, length);
                foreach (var option in found)
                {
                    Add(before, option, start, end, covered, rest, stacks[BitOperations.PopCount(covered)], keepsOthers);
                }
            }
        }
    }

    private static double Rest(ulong covered, double[,] future, int length)
    {
        var sum = 0.0;
        for (var at = 0; at < length; at++)
        {
            var from = at;
            while (at < length && (covered & (1UL << at)) == 0)
            {
                at++;
            }

            sum += at > from ? future[from, at] : 0;
        }

        return sum;
    }

    private void Add(
        PhraseHypothesis before, PhraseOption option, int start, int end, ulong covered, double rest, Dictionary<(ulong, int, int, int), PhraseHypothesis> stack, bool keepsOthers)
    {
        var (state, log) = (before.State, 0f);
        foreach (var word in option.Words)
        {
            log += language.Score(ref state, Math.Max(0, word));
        }

        var orientation = start == before.End ? 0 : end == before.Start ? 1 : 2;
        var next = before.Option?.Next[orientation] ?? 0;
        var score = before.Score + Local(option)
            + (weights[(int)PhraseFeature.Language] * log)
            - (weights[(int)PhraseFeature.Distortion] * Math.Abs(start - before.End))
            + (weights[(int)PhraseFeature.Previous] * option.Previous[orientation])
            + (weights[(int)PhraseFeature.Next] * next);
        var key = (covered, state, start, end);
        var isKnown = stack.TryGetValue(key, out var known);
        if (isKnown && known!.Score >= score && !keepsOthers)
        {
            return;
        }

        var made = new PhraseHypothesis
        {
            Covered = covered, State = state, Start = start, End = end, Score = score, Future = rest, Option = option, Before = before, Own = (log, option.Previous[orientation], next),
        };
        if (isKnown && keepsOthers)
        {
            if (known!.Score >= score)
            {
                (known.Others ??= []).Add(made);
                return;
            }

            made.Others = [.. known.Others ?? [], known];
            known.Others = null;
        }

        stack[key] = made;
    }
}
