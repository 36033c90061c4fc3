using XbFunctions.Capabilities.Recommendations;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>
/// Leave-one-out with full ranking: everything is chosen on the validation items (the last but one of each user), then the last items are
/// ranked, once learnt without and once with the validation items.
/// </summary>
internal sealed class SequenceEvaluation
{
    private const string TrainingPart = "training part";
    private const string WithValidation = "training part and validation items";

    private readonly SequenceData _data;
    private readonly SequenceOptions _options;
    private readonly CommandTerminal _terminal;
    private readonly CancellationToken _cancellationToken;
    private readonly AttributeProfiles? _attributes;
    private readonly List<SequenceRow> _rows = [];

    private SequenceEvaluation(
        SequenceData data, SequenceOptions options, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        (_data, _options, _terminal, _cancellationToken) = (data, options, terminal, cancellationToken);
        _attributes = data.Attributes.Count == 0 ? null : new AttributeProfiles(data.Attributes);
    }

    /// <summary>Runs the evaluation.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="terminal">Where progress is drawn.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The result, and the list of each evaluated user for the test step.</returns>
    public static Task<(SequenceReport Report, int[][] Lists)> RunAsync(
        SequenceData data, SequenceOptions options, CommandTerminal terminal, CancellationToken cancellationToken) =>
        new SequenceEvaluation(data, options, terminal, cancellationToken).RunAsync();

    private async Task<(SequenceReport Report, int[][] Lists)> RunAsync()
    {
        var constants = await StepAsync("Tuning constants", progress => SourceTuning.Find(_data, progress, _cancellationToken));
        using var model = _options.Epochs == 0 ? null
            : await StepAsync("Training the sequence model", progress =>
                NetworkTraining.UntilBest(_data, _options, progress, _cancellationToken));
        int[] targets = [.. _data.Cases.Select(user => _data.Sequences[user][^2])];
        var validation = await StepAsync("Learning for validation", _ => Learn(2, 2, constants, model));
        await AddSourcesAsync(validation, "validation", TrainingPart, targets);
        if (model is not null)
        {
            var small = await StepAsync("Ranking with 8-bit weights", _ => NetworkTraining.EightBitLists(model, validation.Histories));
            Add($"{StageDesk.ModelName}, 8-bit weights", "validation", TrainingPart, small, targets);
        }

        using var ranker = await StepAsync("Training the re-ranker", progress =>
            CandidateRanker.Train(validation, targets, (_options.Threads, _options.Seed), progress, _cancellationToken));
        Add("re-ranked", "validation", TrainingPart, ranker.ValidationLists, targets);
        var epochs = model?.Run?.BestEpoch ?? 0;
        var apart = await StepAsync("Learning for the test", _ => Learn(2, 1, constants, model));
        await AddTestAsync(apart, TrainingPart, ranker);
        using var refitted = model is null ? null
            : await StepAsync("Refitting", progress => NetworkTraining.Refit(_data, epochs, _options, progress, _cancellationToken));
        var test = await StepAsync("Learning with validation items", _ => Learn(1, 1, constants, refitted));
        var lists = await AddTestAsync(test, WithValidation, ranker);
        var report = new SequenceReport(
            _data.UserIds.Count, _data.Cases.Length, _data.ItemIds.Count, _data.Interactions, constants, epochs, ranker.Trees, _rows);
        return (report, lists);
    }

    private async Task<int[][]> AddTestAsync(SequenceStage stage, string learntFrom, CandidateRanker ranker)
    {
        int[] targets = [.. _data.Cases.Select(user => _data.Sequences[user][^1])];
        await AddSourcesAsync(stage, "test", learntFrom, targets);
        int[] all = [.. Enumerable.Range(0, targets.Length)];
        var lists = await StepAsync("Re-ranking", progress =>
            RankedLists.ByRanker(stage, all, ranker.Score, progress, _cancellationToken));
        Add("re-ranked", "test", learntFrom, lists, targets);
        return lists;
    }

    private async Task AddSourcesAsync(SequenceStage stage, string step, string learntFrom, int[] targets)
    {
        var lists = await StepAsync("Ranking", progress => RankedLists.BySource(stage, progress, _cancellationToken));
        foreach (var (index, name) in StageDesk.Names.Append("fused").Index())
        {
            if (stage.Has(name))
            {
                Add(name, step, learntFrom, lists[index], targets);
            }
        }
    }

    private void Add(string method, string step, string learntFrom, int[][] lists, int[] targets) =>
        _rows.Add(new SequenceRow(method, step, learntFrom, RankingScores.Of(lists, targets)));

    private SequenceStage Learn(int learnHidden, int rankHidden, SourceConstants constants, SequenceModel? model) =>
        SequenceStage.Learn(_data, learnHidden, rankHidden, constants, _attributes, model, _cancellationToken);

    private Task<T> StepAsync<T>(string title, Func<IProgress<WorkDone>, T> work) => CommandProgress.RunAsync(_terminal, title, work);
}
