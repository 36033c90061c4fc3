using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Replays archived decisions: the stored features go through the model with the stored hash, and the score must be the stored one, bit for
/// bit. Where the policies are given, the outcome follows too: the stored policy decides again, and outcome and rules must be the stored ones.
/// </summary>
/// <param name="history">The archive.</param>
/// <param name="registry">The models.</param>
/// <param name="policies">The policies; null leaves outcomes out.</param>
public sealed class FraudLedger(FraudHistoryReader history, ModelRegistry registry, FraudPolicyStore? policies = null)
{
    /// <summary>Most mismatches that a report names.</summary>
    public const int MaxMismatches = 20;

    /// <summary>Replays every decision of the range.</summary>
    /// <param name="range">Dates; the rest of it does not matter.</param>
    /// <param name="progress">Told the share of the files that is done, in [0, 1].</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    public async Task<LedgerReport> VerifyAsync(
        HistoryRange range, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = await history.ListAsync(range, cancellationToken).ConfigureAwait(false);
        using var models = new LedgerModels(registry);
        var tally = new LedgerTally();
        var known = policies is null ? null : new LedgerPolicies(policies);
        for (var file = 0; file < files.Count; file++)
        {
            await VerifyAsync(files[file], models, known, tally, cancellationToken).ConfigureAwait(false);
            progress?.Report((double)(file + 1) / files.Count);
        }

        return tally.ToReport();
    }

    private async Task VerifyAsync(
        ArchiveName file, LedgerModels models, LedgerPolicies? policies, LedgerTally tally, CancellationToken cancellationToken)
    {
        var frame = await history.ReadFileAsync(file, cancellationToken).ConfigureAwait(false);
        if (policies is not null)
        {
            await VerifyOutcomesAsync(file, frame, models, policies, tally, cancellationToken).ConfigureAwait(false);
        }

        if (!frame.Has("model_sha256"))
        {
            tally.Unverifiable("archived in version 1, which held neither the model's hash nor its raw score", frame.RowCount);
            return;
        }

        var (versions, hashes) = (frame.Texts("model_version"), frame.Texts("model_sha256"));
        foreach (var rows in Enumerable.Range(0, frame.RowCount).GroupBy(row => (versions[row], hashes[row])))
        {
            if (rows.Key is not ({ } version, { } hash))
            {
                tally.Unverifiable("decided by rules alone", rows.Count());
                continue;
            }

            var (model, problem) = await models.FindAsync(version, hash, cancellationToken).ConfigureAwait(false);
            if (model is null)
            {
                tally.Unverifiable(problem!, rows.Count());
            }
            else
            {
                Verify(file, frame, [.. rows], model, tally);
            }
        }
    }

    private static async Task VerifyOutcomesAsync(
        ArchiveName file, ArchiveFrame frame, LedgerModels models, LedgerPolicies policies, LedgerTally tally, CancellationToken cancellationToken)
    {
        if (!OutcomeReplay.CanReplay(frame))
        {
            tally.OutcomeUnverifiable("archived before version 3 or with other features, without what the outcome followed from", frame.RowCount);
            return;
        }

        var replay = new OutcomeReplay(frame);
        var (payments, outcomes) = (frame.Texts("payment_id"), frame.Texts("outcome"));
        var (versions, names, hashes) = (frame.Texts("policy_version"), frame.Texts("model_version"), frame.Texts("model_sha256"));
        for (var row = 0; row < frame.RowCount; row++)
        {
            var (policy, problem) = await policies.FindAsync(versions[row]!, cancellationToken).ConfigureAwait(false);
            var model = default(ScoringModel);
            if (problem is null && (names[row], hashes[row]) is ({ } version, { } hash))
            {
                (model, problem) = await models.FindAsync(version, hash, cancellationToken).ConfigureAwait(false);
            }

            if (problem is not null)
            {
                tally.OutcomeUnverifiable(problem, 1);
                continue;
            }

            var score = frame.Singles("model_score")[row];
            var probability = model?.Manifest.Calibration is { } calibration ? calibration.Apply(score) : score;
            var again = replay.Decide(row, policy!, model is null ? double.NaN : probability);
            if (again == (outcomes[row], replay.RulesAt(row)))
            {
                tally.OutcomeVerified();
            }
            else
            {
                tally.OutcomeMismatched(new LedgerOutcome(
                    file.Blob, payments[row]!, policy!.Version, $"{outcomes[row]} ({replay.RulesAt(row)})", $"{again.Outcome} ({again.Rules})"));
            }
        }
    }

    private static void Verify(ArchiveName file, ArchiveFrame frame, int[] rows, ScoringModel model, LedgerTally tally)
    {
        var columns = model.Manifest.Inputs[0].Columns;
        if (columns.FirstOrDefault(column => !frame.Has(column)) is { } missing)
        {
            tally.Unverifiable($"the archive lacks column '{missing}' of model {model.Manifest.Version}", rows.Length);
            return;
        }

        var features = new float[rows.Length * columns.Count];
        for (var column = 0; column < columns.Count; column++)
        {
            var values = frame.Singles(columns[column]);
            for (var row = 0; row < rows.Length; row++)
            {
                features[(row * columns.Count) + column] = values[rows[row]];
            }
        }

        var scores = new float[rows.Length];
        model.Score(features, rows.Length, scores);
        var archived = frame.Singles("model_score");
        var payments = frame.Texts("payment_id");
        for (var row = 0; row < rows.Length; row++)
        {
            if (BitConverter.SingleToInt32Bits(archived[rows[row]]) == BitConverter.SingleToInt32Bits(scores[row]))
            {
                tally.Verified();
            }
            else
            {
                tally.Mismatched(new LedgerMismatch(
                    file.Blob, payments[rows[row]]!, model.Manifest.Version, archived[rows[row]], scores[row]));
            }
        }
    }
}
