using XbFunctions.Capabilities.Recommendations;
using XbFunctions.Xb.Evaluate.Sequences;

namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>
/// Next item of anonymous sessions: the last tenth of the training sessions is the validation part, on which constants are tuned and the ranker is
/// trained with sources learnt from the sessions before; then the sources learn from all training sessions and the test is ranked once.
/// </summary>
/// <param name="data">The data.</param>
/// <param name="options">What was asked for.</param>
/// <param name="terminal">Where progress is drawn.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class SessionEvaluation(
    SessionData data, SessionOptions options, CommandTerminal terminal, CancellationToken cancellationToken)
{
    private const double ValidationShare = 0.1;

    private readonly List<SessionRow> _rows = [];

    /// <summary>Runs the evaluation.</summary>
    /// <returns>The result, the examples of the test that were ranked, and their lists.</returns>
    public async Task<(SessionReport Report, SessionExamples Test, int[][] Lists)> RunAsync()
    {
        var cut = data.Sessions.Count - Math.Max(1, (int)(data.Sessions.Count * ValidationShare));
        var early = new InteractionLog([.. data.Sessions.Take(cut)], data.ItemIds.Count);
        var later = SessionExamples.Of(
            Enumerable.Range(cut, data.Sessions.Count - cut).Select(number => (number, "", data.Sessions[number])), data.Test.ShortestPrefix);
        var validation = Thinned(later, options.Rankings);
        var constants = await StepAsync("Tuning constants", progress => SourceTuning.Find(early, later, progress, cancellationToken));
        var stage = await StepAsync("Learning for validation", _ => SequenceStage.Learn(early, validation, constants, cancellationToken));
        await AddSourcesAsync(stage, "validation", validation.Targets);
        using var ranker = await StepAsync("Training the re-ranker", progress =>
            CandidateRanker.Train(stage, validation.Targets, (options.Threads, options.Seed), progress, cancellationToken));
        Add("re-ranked", "validation", ranker.ValidationLists, validation.Targets);
        var test = options.MostTests == 0 ? data.Test : Thinned(data.Test, options.MostTests);
        var all = new InteractionLog(data.Sessions, data.ItemIds.Count);
        var last = await StepAsync("Learning for the test", _ => SequenceStage.Learn(all, test, constants, cancellationToken));
        await AddSourcesAsync(last, "test", test.Targets);
        int[] indices = [.. Enumerable.Range(0, test.Targets.Count)];
        var lists = await StepAsync("Re-ranking", progress => RankedLists.ByRanker(last, indices, ranker.Score, progress, cancellationToken));
        Add("re-ranked", "test", lists, test.Targets);
        var report = new SessionReport(
            data.Sessions.Count, data.ItemIds.Count, test.Targets.Count, validation.Targets.Count, constants, ranker.Trees, _rows);
        return (report, test, lists);
    }

    // Whole sessions, every n-th.
    private static SessionExamples Thinned(SessionExamples examples, int most)
    {
        var groups = examples.Groups.Distinct().ToArray();
        var step = (int)Math.Ceiling((double)examples.Targets.Count / most);
        var kept = groups.Where((_, index) => index % step == 0).Index().ToDictionary(static entry => entry.Item, static entry => entry.Index);
        int[] indices = [.. Enumerable.Range(0, examples.Targets.Count).Where(index => kept.ContainsKey(examples.Groups[index]))];
        return new SessionExamples(
            [.. indices.Select(index => examples.Ids[index])],
            [.. indices.Select(index => kept[examples.Groups[index]])],
            [.. indices.Select(index => examples.Histories[index])],
            [.. indices.Select(index => examples.Targets[index])]);
    }

    private async Task AddSourcesAsync(SequenceStage stage, string step, IReadOnlyList<int> targets)
    {
        var lists = await StepAsync("Ranking", progress => RankedLists.BySource(stage, progress, cancellationToken));
        foreach (var (index, name) in StageDesk.Names.Append("fused").Index())
        {
            if (stage.Has(name))
            {
                Add(name, step, lists[index], targets);
            }
        }
    }

    private void Add(string method, string step, int[][] lists, IReadOnlyList<int> targets) =>
        _rows.Add(new SessionRow(method, step, SessionScores.Of(lists, targets)));

    private Task<T> StepAsync<T>(string title, Func<IProgress<WorkDone>, T> work) => CommandProgress.RunAsync(terminal, title, work);
}
