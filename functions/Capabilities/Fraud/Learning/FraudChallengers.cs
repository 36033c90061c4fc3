using System.Globalization;
using Microsoft.Extensions.Logging;
using XbFunctions.Inference;
using XbFunctions.Training;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Trains challengers, sends them to shadow, promotes them and takes them back. Pointers move only from where they were seen.</summary>
/// <param name="registry">Where models are kept.</param>
/// <param name="options">Settings.</param>
/// <param name="time">Stamps models, and limits runs.</param>
/// <param name="logger">Told of what the gate refuses and of champions that move.</param>
public sealed class FraudChallengers(
    ModelRegistry registry, FraudLearningOptions options, TimeProvider time, ILogger<FraudChallengers> logger)
{
    private const string Model = FraudServiceCollectionExtensions.ModelName;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal CancellationTokenSource Limit(TimeSpan duration) => new(duration, time);

    /// <summary>Reads both pointers, no model: a broken champion can be replaced all the same.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<FraudStanding> FindAsync(CancellationToken cancellationToken = default) => new(
        await registry.GetChampionAsync(Model, cancellationToken).ConfigureAwait(false),
        null,
        await registry.GetChallengerAsync(Model, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads both pointers and loads the champion.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InvalidModelException">The champion cannot be loaded.</exception>
    public async Task<FraudStanding> LoadAsync(CancellationToken cancellationToken = default)
    {
        var standing = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (standing.Champion is not { } champion)
        {
            return standing;
        }

        var package = await registry.LoadAsync(Model, champion.Version, cancellationToken).ConfigureAwait(false);
        return standing with { ChampionModel = ScoringModel.Load(package.Onnx, package.Manifest) };
    }

    /// <summary>Makes the challenger, or the named version, the champion.</summary>
    /// <param name="standing">The pointers as they were seen.</param>
    /// <param name="version">A published version.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether it serves now; <see langword="false"/> where somebody else moved the pointer in between.</returns>
    /// <exception cref="InvalidModelException">The version is not published, or takes other columns than this app makes.</exception>
    public async Task<bool> PromoteAsync(
        FraudStanding standing, string version, string reason, CancellationToken cancellationToken = default)
    {
        var manifest = await registry.GetManifestAsync(Model, version, cancellationToken).ConfigureAwait(false);
        if (!manifest.Inputs[0].Columns.SequenceEqual(FraudColumns.Names, StringComparer.Ordinal))
        {
            throw new InvalidModelException($"Model '{Model}' {version} takes other columns than this app makes; it would be refused.");
        }

        if (!await registry.PromoteAsync(Model, version, standing.Champion, reason, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        logger.ChampionMoved(version, standing.Champion?.Version ?? "none", reason);
        if (standing.Challenger is { } challenger && challenger.Version == version)
        {
            await registry.WithdrawAsync(Model, challenger, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Goes back to the champion before, and takes a challenger out of shadow, whose comparison is void then.</summary>
    /// <param name="standing">The pointers as they were seen; a champion serves.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The version that serves now, or <see langword="null"/> where somebody else moved the pointer in between.</returns>
    /// <exception cref="InvalidModelException">No champion serves, or none did before.</exception>
    public async Task<string?> RollBackAsync(FraudStanding standing, string reason, CancellationToken cancellationToken = default)
    {
        var champion = standing.Champion ?? throw new InvalidModelException($"Model '{Model}' has no champion in {registry.Location}.");
        var back = await registry.RollbackAsync(Model, champion, reason, cancellationToken).ConfigureAwait(false);
        if (back is not null)
        {
            logger.ChampionMoved(back, champion.Version, reason);
            if (standing.Challenger is { } challenger)
            {
                await registry.WithdrawAsync(Model, challenger, cancellationToken).ConfigureAwait(false);
            }
        }

        return back;
    }

    internal async Task<(LearningOutcome Outcome, GateResult? Gate, ShadowTrial? Trial)> DecideAsync(
        FraudStanding standing, FraudHistory history, LearningSteps steps, CancellationToken cancellationToken)
    {
        if (standing is { Champion: { } champion, Challenger: { } challenger })
        {
            steps.Begin($"judging challenger {challenger.Version} in shadow", 0.5);
            var trial = ShadowTrial.Of(challenger.Version, champion.Version, history.Decisions, options, cancellationToken);
            return (await JudgeAsync(standing, champion, challenger, trial, cancellationToken).ConfigureAwait(false), null, trial);
        }

        var known = history.Known;
        var frauds = known.Count(static decision => decision.Truth == PaymentTruth.Fraud);
        if (known.Count < options.MinRows || frauds < options.MinFrauds)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"Too little is known: {known.Count} payments with a known outcome and {frauds} frauds; {options.MinRows} and {options.MinFrauds} are needed.");
            return (new LearningOutcome(LearningAction.Skipped, reason, standing.Champion?.Version, standing.Challenger?.Version), null, null);
        }

        var (outcome, gate) = await TrainAsync(standing, known, steps, cancellationToken).ConfigureAwait(false);
        return (outcome, gate, null);
    }

    private async Task<(LearningOutcome Outcome, GateResult? Gate)> TrainAsync(
        FraudStanding standing, IReadOnlyList<ArchivedDecision> known, LearningSteps steps, CancellationToken cancellationToken)
    {
        steps.Begin($"training on {known.Count} payments", 0.45);
        var times = known.Select(static decision => decision.OccurredAt).ToArray();
        var settings = new FraudTrainerOptions { Trees = options.Trees };
        TrainedFraudModel trained;
        try
        {
            trained = new FraudTrainer(time).Train(
                FraudHistory.ToTrainingData(known), times, settings, steps.Training(0.45, 0.9), cancellationToken);
        }
        catch (Exception exception) when (exception is TrainerException or TrainerUnavailableException)
        {
            return (new LearningOutcome(LearningAction.Skipped, exception.Message, standing.Champion?.Version, standing.Challenger?.Version), null);
        }

        var version = trained.Package.Manifest.Version;
        steps.Begin($"putting challenger {version} before the gate", 0.9);
        var part = known.Skip(known.Count - trained.Rows.Test).ToList();
        using var challenger = ScoringModel.Load(trained.Package.Onnx, trained.Package.Manifest);
        var gate = new FraudGate(options).Judge(challenger, standing.ChampionModel, part);
        if (!gate.Passed)
        {
            logger.GateRefused(version, gate.Reason);
            return (new LearningOutcome(LearningAction.Refused, gate.Reason, standing.Champion?.Version, null), gate);
        }

        await registry.PublishAsync(trained.Package, cancellationToken).ConfigureAwait(false);
        return await registry.ChallengeAsync(Model, version, standing.Challenger, cancellationToken).ConfigureAwait(false)
            ? (new LearningOutcome(LearningAction.Shadowed, gate.Reason, standing.Champion?.Version, version), gate)
            : (new LearningOutcome(LearningAction.Overtaken, "Another challenger went to shadow meanwhile.", standing.Champion?.Version, null), gate);
    }

    private async Task<LearningOutcome> JudgeAsync(
        FraudStanding standing, Champion champion, Challenger challenger, ShadowTrial trial, CancellationToken cancellationToken)
    {
        var text = trial.PrecisionGain is { } gain
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"On {trial.Rows} payments with {trial.Frauds} frauds the challenger gains {gain.Estimate:0.0000} average precision ({gain.Low:0.0000} to {gain.High:0.0000}).")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{trial.Frauds} frauds have both scores, {options.ShadowFrauds} are needed.");
        if (trial.PrecisionGain is { Low: > 0 })
        {
            return await PromoteAsync(standing, challenger.Version, text, cancellationToken).ConfigureAwait(false)
                ? new LearningOutcome(LearningAction.Promoted, text, challenger.Version, null)
                : new LearningOutcome(LearningAction.Overtaken, "The champion moved meanwhile.", null, challenger.Version);
        }

        if (trial.PrecisionGain is { High: < 0 } || time.GetUtcNow() - challenger.Since > options.ShadowTime)
        {
            return await registry.WithdrawAsync(Model, challenger, cancellationToken).ConfigureAwait(false)
                ? new LearningOutcome(LearningAction.Withdrawn, text, champion.Version, null)
                : new LearningOutcome(LearningAction.Overtaken, "The challenger moved meanwhile.", champion.Version, null);
        }

        return new LearningOutcome(LearningAction.Kept, text, champion.Version, challenger.Version);
    }
}
