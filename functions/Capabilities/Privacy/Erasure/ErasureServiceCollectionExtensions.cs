using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Registers pseudonyms and erasures.</summary>
public static class ErasureServiceCollectionExtensions
{
    /// <summary>Adds the keys of pseudonyms.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddPseudonyms(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<PseudonymOptions, PseudonymOptionsValidator>().BindConfiguration(PseudonymOptions.Section);
        services.TryAddSingleton(provider => PseudonymKeys.From(provider.GetRequiredService<IOptions<PseudonymOptions>>().Value));
        services.TryAddSingleton(provider => provider.GetRequiredService<PseudonymKeys>().Current);
        services.TryAddSingleton<ErasureOrders>();
        return services;
    }

    /// <summary>Adds erasing; the capabilities add their own stores.</summary>
    /// <param name="services">Needs blobs, tables, <see cref="StateOptions"/>, <see cref="ArchiveOptions"/>, an <see cref="IEventPublisher"/>, an
    /// <see cref="IHubPartitions"/> and logging.</param>
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddPseudonyms();
        services.AddOptionsWithValidateOnStart<ErasureOptions, ErasureOptionsValidator>().BindConfiguration(ErasureOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ErasureOptions>>().Value);
        services.TryAddSingleton<ErasureClock>();
        services.TryAddSingleton<ErasureStore>();
        services.AddSingleton<ICommittedSinkFactory, ErasureSinkFactory>();
        services.TryAddSingleton<JournalAge>();
        services.TryAddSingleton<LookupEraser>();
        services.TryAddSingleton<ArchiveEraser>();
        services.TryAddSingleton<DeadLetterEraser>();
        services.TryAddSingleton<ReadModelEraser>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, ArchiveErasure>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IErasureStore, DeadLetterErasure>());
        services.TryAddSingleton<ErasureDispatch>();
        services.TryAddSingleton<ErasureDesk>();
        services.TryAddSingleton<ErasureJob>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRetention, ReceiptRetention>());
        services.TryAddSingleton<RetentionJob>();
        return services;
    }
}
