using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Registers behaviour aggregation.</summary>
public static class BehaviourServiceCollectionExtensions
{
    /// <summary>Consumer group of <c>AggregateBehaviour</c>, whose state is followed.</summary>
    public const string ConsumerGroup = "behaviour";

    /// <summary>Adds the aggregator, its state runner and its readers.</summary>
    /// <param name="services">Needs blob storage, an <see cref="IEventPublisher"/>, <see cref="StateOptions"/>, a <see cref="ReadModelReader"/>, logging and metrics.</param>
    public static IServiceCollection AddBehaviour(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<BehaviourOptions, BehaviourOptionsValidator>().BindConfiguration(BehaviourOptions.Section);
        services.AddPseudonyms();
        services.AddOptions<CurrencyOptions>().BindConfiguration(CurrencyOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<BehaviourOptions>>().Value);
        services.TryAddSingleton(provider => ReferenceRates.From(provider.GetRequiredService<IOptions<CurrencyOptions>>().Value));
        services.TryAddSingleton<IItemAttributes, NoItemAttributes>();
        services.TryAddSingleton<BehaviourInstruments>();
        services.TryAddSingleton<ClickSubjectReader>();
        services.TryAddSingleton<ClickAggregator>();
        services.TryAddSingleton<IStreamProcessor<BehaviourState>>(provider => provider.GetRequiredService<ClickAggregator>());
        services.TryAddSingleton<StreamRunner<BehaviourState>>();
        services.AddSingleton(BehaviourArchive.Sessions);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, BehaviourTableErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKnownCustomers, BehaviourTableErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, BehaviourRetention>());
        services.TryAddSingleton<CustomerReader>();
        services.TryAddSingleton<BehaviourReader>();
        services.TryAddSingleton<SegmentReader>();
        services.TryAddSingleton<FeedbackReader>();
        services.TryAddSingleton<OnlineFeedbackReader>();
        services.AddIntent();
        services.AddLiveBehaviour();
        return services;
    }

    private static void AddIntent(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ModelRegistry(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ModelRegistry.ContainerName),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new IntentScorer(
            new ModelSlot(
                provider.GetRequiredService<ModelRegistry>(),
                new ModelSlotOptions { Model = IntentScorer.ModelName, Columns = IntentColumns.Names },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ModelSlot>>()),
            provider.GetRequiredService<BehaviourInstruments>(),
            provider.GetRequiredService<ILogger<IntentScorer>>()));
    }

    // Nothing is followed before the first reader.
    private static void AddLiveBehaviour(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<LiveBehaviourOptions, LiveBehaviourOptionsValidator>().BindConfiguration(LiveBehaviourOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<LiveBehaviourOptions>>().Value);
        services.TryAddSingleton(provider => new StateFollower<BehaviourState>(
            new FollowedBehaviour(provider.GetRequiredService<ClickAggregator>()),
            provider.GetRequiredService<BlobServiceClient>(),
            provider.GetRequiredService<StateOptions>(),
            Follow(provider.GetRequiredService<LiveBehaviourOptions>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StateFollower<BehaviourState>>>()));
        services.TryAddSingleton<LiveBehaviour>();
    }

    private static FollowerOptions Follow(LiveBehaviourOptions options) => new()
    {
        Hub = HubNames.Clickstream,
        ConsumerGroup = ConsumerGroup,
        ShortestPoll = options.ShortestPoll,
        LongestPoll = options.LongestPoll,
    };
}
