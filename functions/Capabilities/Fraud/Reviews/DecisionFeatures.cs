using System.Collections.Frozen;
using System.Text.Json.Nodes;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Adds to an answered decision what only the archive holds: its features and the score of the model in shadow. Thread-safe.</summary>
/// <param name="files">Lists the archive.</param>
/// <param name="frames">Reads it.</param>
public sealed class DecisionFeatures(ArchiveReader files, ArchiveFrameReader frames)
{
    private static readonly FrozenSet<string> Wanted = FrozenSet.Create(
        StringComparer.Ordinal, [.. FraudColumns.Names, "payment_id", "shadow_version", "shadow_score"]);

    /// <summary>Adds <c>features</c>, by column, null for unknown, and <c>shadow</c> with version and score where one was in shadow.</summary>
    /// <param name="answer">
    /// From <see cref="DecisionAnswer.From"/>. <c>features</c> is null where the archive does not hold the decision yet: it is written some minutes
    /// behind, see <see cref="ArchiveOptions"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task AddToAsync(JsonObject answer, CancellationToken cancellationToken)
    {
        answer["features"] = null;
        if (answer["enqueuedAt"]?.GetValue<DateTimeOffset>() is not { } enqueued
            || answer["partition"]?.GetValue<string>() is not { } partition
            || answer["sequenceNumber"]?.GetValue<long>() is not { } sequence
            || await FindAsync(DateOnly.FromDateTime(enqueued.UtcDateTime), partition, sequence, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return;
        }

        var found = await frames.FindAsync(file.Blob, sequence, Wanted.Contains, cancellationToken).ConfigureAwait(false);
        if (found is not null && found.Texts("payment_id")[0] == answer["paymentId"]!.GetValue<string>())
        {
            Add(answer, found);
        }
    }

    private static void Add(JsonObject answer, ArchiveFrame frame)
    {
        var features = new JsonObject();
        foreach (var name in FraudColumns.Names.Where(frame.Has))
        {
            var value = frame.Singles(name)[0];
            features[name] = float.IsFinite(value) ? JsonValue.Create(value) : null;
        }

        answer["features"] = features;
        if (frame.Has("shadow_version") && frame.Texts("shadow_version")[0] is { } version)
        {
            var score = frame.Singles("shadow_score")[0];
            answer["shadow"] = new JsonObject { ["version"] = version, ["score"] = float.IsFinite(score) ? JsonValue.Create(score) : null };
        }
    }

    private async Task<ArchiveName?> FindAsync(DateOnly date, string partition, long sequence, CancellationToken cancellationToken)
    {
        var folder = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FraudArchive.DecisionsName}/date={date:yyyy-MM-dd}");
        await foreach (var blob in files.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (blob.Name.Dataset == FraudArchive.DecisionsName && blob.Name.PartitionId == partition && blob.Name.First <= sequence && blob.Name.Last >= sequence)
            {
                return blob.Name;
            }
        }

        return null;
    }
}
