using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App.Health;
using XbFunctions.App.Local;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Registers how the hubs are reached in this flavour.</summary>
internal static class PublisherServiceCollectionExtensions
{
    /// <summary>Adds publisher, history and probe over the embedded hub.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.AddSingleton<IEventPublisher, HubEventPublisher>();
        services.AddSingleton<IEventHistory, HubEventHistory>();
        services.AddSingleton<IHubProbe, LocalHubProbe>();
        return services;
    }
}
