using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App.Azure;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Registers how events are published, and read again, in this flavour.</summary>
internal static class PublisherServiceCollectionExtensions
{
    /// <summary>Adds publisher and history over the official client.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.AddSingleton<EventHubsConnection>();
        services.AddSingleton<IEventPublisher, EventHubsPublisher>();
        services.AddSingleton<IEventHistory, EventHubsHistory>();
        return services;
    }
}
