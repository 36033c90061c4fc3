using System.Globalization;
using Microsoft.Extensions.Logging;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// One run of learning: reads the archive with its labels, measures drift and fairness, then judges the challenger in shadow, or, where none
/// is, trains one and puts it before the gate. A run is done when its report is stored: begun again, it returns that report.
/// </summary>
/// <param name="history">Reads the archive.</param>
/// <param name="challengers">Trains and judges.</param>
/// <param name="reports">Where reports are kept.</param>
/// <param name="options">Settings.</param>
/// <param name="instruments">Metrics.</param>
/// <param name="logger">Told of steps and alarms.</param>
public sealed class FraudLearning(
    FraudHistoryReader history,
    FraudChallengers challengers,
    LearningReports reports,
    FraudLearningOptions options,
    FraudLearningInstruments instruments,
    ILogger<FraudLearning> logger)
{
    /// <summary>Runs once for the clock's day, whoever calls and however often.</summary>
    /// <param name="progress">Told of the steps.</param>
    /// <param name="cancellationToken">Ends the run; a later one begins again.</param>
    /// <returns>The report of the day.</returns>
    /// <exception cref="TimeoutException">The run took longer than <see cref="FraudLearningOptions.MaxDuration"/>.</exception>
    public Task<LearningReport> RunDailyAsync(
        IProgress<LearningProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(challengers.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), progress, cancellationToken);

    /// <summary>Runs now.</summary>
    /// <param name="progress">Told of the steps.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TimeoutException">The run took longer than <see cref="FraudLearningOptions.MaxDuration"/>.</exception>
    public Task<LearningReport> RunOnceAsync(
        IProgress<LearningProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(challengers.Now.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture), progress, cancellationToken);

    private async Task<LearningReport> RunAsync(string run, IProgress<LearningProgress>? progress, CancellationToken cancellationToken)
    {
        if (await reports.FindAsync(run, cancellationToken).ConfigureAwait(false) is { } done)
        {
            return done;
        }

        using var limit = challengers.Limit(options.MaxDuration);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await RunAsync(run, new LearningSteps(run, progress, logger), both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            logger.LearningTimedOut(run, options.MaxDuration.TotalMinutes);
            throw new TimeoutException($"Learning {run} took longer than {options.MaxDuration} (Fraud:Learning:MaxDuration).", exception);
        }
    }

    private async Task<LearningReport> RunAsync(string run, LearningSteps steps, CancellationToken cancellationToken)
    {
        var startedAt = challengers.Now;
        var today = DateOnly.FromDateTime(startedAt.UtcDateTime);
        var range = new HistoryRange(today.AddDays(-options.HistoryDays), DateOnly.MaxValue, options.MaxRows, Features: true);
        steps.Begin("reading the archive", 0);
        var read = await history.ReadAsync(range, options.LabelDelay, steps.Within(0, 0.4), cancellationToken).ConfigureAwait(false);
        using var standing = await challengers.LoadAsync(cancellationToken).ConfigureAwait(false);
        steps.Begin("measuring drift and fairness", 0.4);
        var drift = MeasureDrift(standing.ChampionModel, read);
        var fairness = new FraudFairness(options).Measure(read.Decisions);
        var (outcome, gate, trial) = await challengers.DecideAsync(standing, read, steps, cancellationToken).ConfigureAwait(false);
        var report = new LearningReport
        {
            Run = run,
            StartedAt = startedAt,
            EndedAt = challengers.Now,
            Action = outcome.Action,
            Reason = outcome.Reason,
            Champion = outcome.Champion,
            Challenger = outcome.Challenger,
            Decisions = read.Decisions.Count,
            SampleShare = read.Share,
            Known = read.Known.Count,
            Frauds = read.Known.Count(static decision => decision.Truth == PaymentTruth.Fraud),
            Watermark = read.Watermark,
            Gate = gate,
            Trial = trial,
            Drift = drift,
            Fairness = fairness,
        };
        return await EndAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LearningReport> EndAsync(LearningReport report, CancellationToken cancellationToken)
    {
        if (!await reports.AddAsync(report, cancellationToken).ConfigureAwait(false))
        {
            return await reports.FindAsync(report.Run, cancellationToken).ConfigureAwait(false) ?? report;
        }

        foreach (var entry in report.Drift.Entries.Where(static entry => entry.Alarm))
        {
            logger.DriftAlarm(entry.Name, entry.Psi, report.Drift.Limit);
        }

        foreach (var entry in report.Fairness.Entries.Where(static entry => entry.Alarm))
        {
            logger.FairnessAlarm(
                entry.Measure, $"{entry.Dimension} {entry.Group}", entry.Ratio.Estimate, report.Fairness.Low, report.Fairness.High);
        }

        instruments.Ended(report);
        logger.LearningEnded(report.Run, report.Action.ToString(), report.Reason);
        return report;
    }

    private DriftReport MeasureDrift(ScoringModel? champion, FraudHistory read) => champion is null
        ? DriftReport.Nothing(options.DriftLimit, "No model serves.")
        : FraudDrift.Measure(
            champion.Manifest,
            [.. read.Decisions.Where(decision => decision.OccurredAt > read.Watermark.AddDays(-1))],
            options.DriftLimit);
}
