using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App.Azure;
using XbFunctions.App.Health;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Registers how the hubs are reached in this flavour.</summary>
internal static class PublisherServiceCollectionExtensions
{
    /// <summary>Adds publisher, history and probe over the official client.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.AddSingleton<EventHubsConnection>();
        services.AddSingleton<IEventPublisher, EventHubsPublisher>();
        services.AddSingleton<IEventHistory, EventHubsHistory>();
        services.AddSingleton<IHubProbe, EventHubsProbe>();
        return services;
    }
}
