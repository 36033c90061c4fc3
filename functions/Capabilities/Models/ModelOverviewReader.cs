using System.Text.Json;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Models;

/// <summary>Reads what the registry holds, and how good recommendations are. Thread-safe.</summary>
/// <param name="registry">The registry.</param>
/// <param name="reports">Reports of learning.</param>
/// <param name="signals">Know how good recommendations were found to be.</param>
/// <param name="feedback">Knows what became of them.</param>
public sealed class ModelOverviewReader(ModelRegistry registry, LearningReports reports, SignalsStore signals, OnlineFeedbackReader feedback)
{
    /// <summary>Reads every model.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ModelsAnswer> ReadAsync(CancellationToken cancellationToken = default)
    {
        var models = new List<ModelOverview>();
        foreach (var name in await registry.ListModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            models.Add(await ReadAsync(name, cancellationToken).ConfigureAwait(false));
        }

        var offline = await signals.FindQualityAsync(cancellationToken).ConfigureAwait(false);
        return new ModelsAnswer(models, new RecommendationQuality(offline, await feedback.ReadAsync(cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Reads every model as UTF-8 JSON.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<byte[]> ReadJsonAsync(CancellationToken cancellationToken = default) => JsonSerializer.SerializeToUtf8Bytes(
        await ReadAsync(cancellationToken).ConfigureAwait(false), ModelsJson.Default.ModelsAnswer);

    private async Task<ModelOverview> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var champion = await registry.GetChampionAsync(name, cancellationToken).ConfigureAwait(false);
        var challenger = await registry.GetChallengerAsync(name, cancellationToken).ConfigureAwait(false);
        return new ModelOverview
        {
            Name = name,
            Champion = champion is null
                ? null
                : await DescribeAsync(name, champion.Version, champion.PromotedAt, champion.Reason, cancellationToken).ConfigureAwait(false),
            Challenger = challenger is null
                ? null
                : await DescribeAsync(name, challenger.Version, challenger.Since, null, cancellationToken).ConfigureAwait(false),
            History = champion?.History ?? [],
            Versions = (await registry.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false)).Count,
            Learning = name == FraudServiceCollectionExtensions.ModelName
                ? await reports.FindLatestAsync(cancellationToken).ConfigureAwait(false)
                : null,
        };
    }

    private async Task<ModelVersionOverview> DescribeAsync(
        string name, string version, DateTimeOffset since, string? reason, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await registry.GetManifestAsync(name, version, cancellationToken).ConfigureAwait(false);
            return new ModelVersionOverview(version, manifest.Sha256, since, reason, manifest.CreatedAt, manifest.Metrics);
        }
        catch (InvalidModelException exception)
        {
            return new ModelVersionOverview(version, null, since, exception.Message, null, null);
        }
    }
}
