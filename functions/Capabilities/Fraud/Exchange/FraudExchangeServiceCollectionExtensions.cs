using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Registers the exchange between partitions.</summary>
internal static class FraudExchangeServiceCollectionExtensions
{
    /// <summary>Adds the exchange, and its sink to those of the stream runners.</summary>
    /// <param name="services">Needs blobs, a clock, logging and metrics.</param>
    public static IServiceCollection AddFraudExchange(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ExchangeOptions, ExchangeOptionsValidator>().BindConfiguration(ExchangeOptions.Section);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<ExchangeOptions>>().Value);
        services.TryAddSingleton<ExchangeInstruments>();
        services.TryAddSingleton<ExchangeStore>();
        services.TryAddSingleton<FraudExchange>();
        services.AddSingleton<ICommittedSinkFactory>(provider => provider.GetRequiredService<FraudExchange>());
        return services;
    }
}
