using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Registers the synchronous score.</summary>
public static class FraudScoringServiceCollectionExtensions
{
    /// <summary>Consumer group of <c>ScorePayments</c>, whose state is followed.</summary>
    public const string ConsumerGroup = "fraud";

    /// <summary>Adds the desk, its scorer and the follower of the state, which does nothing before the first request.</summary>
    /// <param name="services">Needs what <see cref="FraudServiceCollectionExtensions.AddFraud"/> adds.</param>
    public static IServiceCollection AddFraudScoring(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<FraudScoringOptions, FraudScoringOptionsValidator>().BindConfiguration(FraudScoringOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<FraudScoringOptions>>().Value);
        services.TryAddSingleton(provider => new StateFollower<FraudState>(
            provider.GetRequiredService<IStreamProcessor<FraudState>>(),
            provider.GetRequiredService<BlobServiceClient>(),
            provider.GetRequiredService<StateOptions>(),
            Follow(provider.GetRequiredService<FraudScoringOptions>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StateFollower<FraudState>>>()));
        services.TryAddSingleton<LiveScorer>();
        services.TryAddSingleton<ScoreDesk>();
        return services;
    }

    private static FollowerOptions Follow(FraudScoringOptions options) => new()
    {
        Hub = HubNames.Payments,
        ConsumerGroup = ConsumerGroup,
        Partitions = options.Partitions,
        ShortestPoll = options.ShortestPoll,
        LongestPoll = options.LongestPoll,
    };
}
