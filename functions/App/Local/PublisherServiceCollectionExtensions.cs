using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App.Local;
using XbFunctions.State;

namespace XbFunctions.App;

/// <summary>Registers how events are published, and read again, in this flavour.</summary>
internal static class PublisherServiceCollectionExtensions
{
    /// <summary>Adds publisher and history over the embedded hub.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.AddSingleton<IEventPublisher, HubEventPublisher>();
        services.AddSingleton<IEventHistory, HubEventHistory>();
        return services;
    }
}
