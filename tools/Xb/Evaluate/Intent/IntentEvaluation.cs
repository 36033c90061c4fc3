namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>Cross-validation of the intent model: sessions are dealt to folds by a seeded shuffle within each class.</summary>
internal static class IntentEvaluation
{
    private static readonly bool[] Choices = [true, false];

    /// <summary>Runs it, with and without the page values.</summary>
    /// <param name="sessions">Sessions with a label.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="threads">Threads of the trainers.</param>
    /// <param name="seed">Seed of all random choices.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static List<IntentScores> Run(
        IReadOnlyList<IntentSession> sessions,
        int folds,
        int threads,
        int seed,
        IProgress<WorkDone> progress,
        CancellationToken cancellationToken)
    {
        var foldOf = Deal(sessions, folds, seed);
        List<IntentScores> scores = [];
        foreach (var (round, hasPageValues) in Choices.Index())
        {
            List<(float[] Scores, float[] Labels)> all = [], trees = [], networks = [];
            for (var fold = 0; fold < folds; fold++)
            {
                progress.Report(new WorkDone(((round * folds) + fold) / (2.0 * folds)));
                IntentSession[] held = [.. sessions.Where((_, index) => foldOf[index] == fold)];
                IntentSession[] learnt = [.. sessions.Where((_, index) => foldOf[index] != fold)];
                using var model = IntentModel.Train(learnt, hasPageValues, threads, seed, cancellationToken);
                var predicted = model.Predict(held);
                var labels = Array.ConvertAll(held, static session => session.HasBought == true ? 1f : 0f);
                all.Add((predicted.All, labels));
                trees.Add((predicted.Trees, labels));
                networks.Add((predicted.Networks, labels));
            }

            scores.Add(IntentScores.Of("trees and networks", hasPageValues, all));
            scores.Add(IntentScores.Of("trees", hasPageValues, trees));
            scores.Add(IntentScores.Of("networks", hasPageValues, networks));
        }

        return scores;
    }

    private static int[] Deal(IReadOnlyList<IntentSession> sessions, int folds, int seed)
    {
        var foldOf = new int[sessions.Count];
        var random = new Random(seed);
        foreach (var label in Choices)
        {
            int[] indices = [.. Enumerable.Range(0, sessions.Count).Where(index => sessions[index].HasBought == label)];
            random.Shuffle(indices);
            foreach (var (place, index) in indices.Index())
            {
                foldOf[index] = place % folds;
            }
        }

        return foldOf;
    }
}
