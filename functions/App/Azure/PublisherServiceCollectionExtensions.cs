using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App.Azure;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Registers how events are published in this flavour.</summary>
internal static class PublisherServiceCollectionExtensions
{
    /// <summary>Adds the publisher over the official client.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.AddSingleton<EventHubsConnection>();
        services.AddSingleton<IEventPublisher, EventHubsPublisher>();
        return services;
    }
}
