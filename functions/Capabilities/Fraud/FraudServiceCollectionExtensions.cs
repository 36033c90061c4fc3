using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Registers payment fraud scoring.</summary>
public static class FraudServiceCollectionExtensions
{
    /// <summary>Name of the model in the registry.</summary>
    public const string ModelName = "fraud";

    /// <summary>Adds the scorer, its model slot and its state runner.</summary>
    /// <param name="services">Needs a <see cref="BlobServiceClient"/>, an
    /// <see cref="IEventPublisher"/>, <see cref="StateOptions"/>, a <see cref="ReadModelReader"/>, logging and metrics.</param>
    public static IServiceCollection AddFraud(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<FraudOptions, FraudOptionsValidator>().BindConfiguration(FraudOptions.Section);
        services.AddPseudonyms();
        services.AddOptions<CurrencyOptions>().BindConfiguration(CurrencyOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FraudInstruments>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<FraudOptions>>().Value);
        services.TryAddSingleton(provider => ReferenceRates.From(provider.GetRequiredService<IOptions<CurrencyOptions>>().Value));
        services.TryAddSingleton<FraudSubjectReader>();
        services.TryAddSingleton(provider => new ModelRegistry(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ModelRegistry.ContainerName),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ModelSlot(
            provider.GetRequiredService<ModelRegistry>(),
            new ModelSlotOptions { Model = ModelName, Columns = FraudColumns.Names },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelSlot>>()));
        services.TryAddSingleton(provider => new FraudPolicyStore(
            provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(FraudPolicyStore.ContainerName),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<FraudPolicySlot>();
        services.TryAddSingleton<PaymentScorer>();
        services.TryAddSingleton<IStreamProcessor<FraudState>>(provider => provider.GetRequiredService<PaymentScorer>());
        services.TryAddSingleton<StreamRunner<FraudState>>();
        services.AddFraudExchange();
        services.AddFraudLearning();
        services.AddSingleton(FraudArchive.Decisions);
        services.AddSingleton(FraudArchiveVersion1.Decisions);
        services.AddSingleton(FraudArchiveVersion2.Decisions);
        services.AddSingleton(FraudArchiveVersion3.Decisions);
        services.AddSingleton(FraudArchive.Labels);
        services.TryAddSingleton<AnalystLabels>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, FraudTableErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, FraudLookupErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, ExchangeErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKnownCustomers, FraudTableErasure>());
        services.TryAddSingleton<FraudCustomerReader>();
        services.TryAddSingleton<ArchiveReader>();
        services.TryAddSingleton<ArchiveFrameReader>();
        services.TryAddSingleton<DecisionFeatures>();
        services.TryAddSingleton(provider => new LookupReader(
            provider.GetRequiredService<BlobServiceClient>(),
            provider.GetRequiredService<PaymentScorer>().Name,
            provider.GetRequiredService<StateOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
