using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Registers learning from feedback.</summary>
public static class FraudLearningServiceCollectionExtensions
{
    /// <summary>Adds the challenger in shadow and the runs of learning.</summary>
    /// <param name="services">Needs what <see cref="FraudServiceCollectionExtensions.AddFraud"/> adds and needs.</param>
    public static IServiceCollection AddFraudLearning(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<FraudLearningOptions, FraudLearningOptionsValidator>()
            .BindConfiguration(FraudLearningOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<FraudLearningOptions>>().Value);
        services.TryAddSingleton(provider => new FraudShadow(
            new ModelSlot(
                provider.GetRequiredService<ModelRegistry>(),
                new ModelSlotOptions
                {
                    Model = FraudServiceCollectionExtensions.ModelName,
                    Columns = FraudColumns.Names,
                    Pointer = ModelPointer.Challenger,
                },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ModelSlot>>()),
            provider.GetRequiredService<ILogger<FraudShadow>>()));
        services.TryAddSingleton<FraudHistoryReader>();
        services.TryAddSingleton<LearningReports>();
        services.TryAddSingleton<FraudChallengers>();
        services.TryAddSingleton<FraudLearningInstruments>();
        services.TryAddSingleton<FraudLearning>();
        services.TryAddSingleton<Models.ModelOverviewReader>();
        return services;
    }
}
