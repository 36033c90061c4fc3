namespace XbFunctions.Training;

/// <summary>Rows from the highest score down, those of equal score as one step.</summary>
internal readonly record struct RankedSteps(IReadOnlyList<RankedStep> Steps, int Positives, int Negatives)
{
    public static RankedSteps Of(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        RequireEqualLengths(scores, labels);
        var ranked = scores.ToArray();
        var classes = labels.ToArray();
        var wrong = classes.AsSpan().IndexOfAnyExcept(0f, 1f);
        if (wrong >= 0 || Array.Exists(ranked, float.IsNaN))
        {
            throw new ArgumentException(
                wrong >= 0 ? $"Label of row {wrong}: expected 0 or 1, got {classes[wrong]}." : "A score is NaN.", nameof(scores));
        }

        Array.Sort(ranked, classes);
        var steps = new List<RankedStep>();
        var positives = 0;
        for (var end = ranked.Length; end > 0;)
        {
            var start = end - 1;
            while (start > 0 && ranked[start - 1] == ranked[end - 1])
            {
                start--;
            }

            var inStep = classes.AsSpan(start..end).Count(1f);
            steps.Add(new RankedStep(ranked[start], inStep, end - start - inStep));
            positives += inStep;
            end = start;
        }

        return new RankedSteps(steps, positives, ranked.Length - positives);
    }

    public static void RequireEqualLengths(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException($"Expected as many labels as scores, got {labels.Length} and {scores.Length}.", nameof(labels));
        }
    }
}
