using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Says in a few lines what was started and where it is.</summary>
internal static class StartUpReport
{
    /// <summary>Writes the lines.</summary>
    public static void Write(ILogger logger, PlatformState state, IConfiguration settings)
    {
        foreach (var function in state.Functions)
        {
            logger.StartUp($"{function.Name}: {Describe(function, state, settings)}");
        }

        logger.StartUp($"HTTP functions at {state.HttpAddress}{state.RoutePrefix}" + (state.Services.OwnsStorage ? $", key {state.Keys.HostKey}" : string.Empty));
        if (state.Services.Hub is { } hub)
        {
            logger.StartUp($"Event Hubs at {hub.ConnectionString}");
        }
    }

    private static string Describe(FunctionDescriptor function, PlatformState state, IConfiguration settings) => function.Trigger switch
    {
        EventHubTriggerAttribute trigger => $"event hub {trigger.EventHubName}, group {trigger.ConsumerGroup ?? "$Default"}",
        TimerTriggerAttribute trigger => $"timer {trigger.Schedule}",
        HttpTriggerAttribute trigger =>
            $"[{(trigger.Methods is { Length: > 0 } methods ? string.Join(',', methods).ToUpperInvariant() : "any")}] {state.HttpAddress}{HttpRoute.Of(function, state.RoutePrefix, settings).TrimStart('/')}",
        _ => string.Empty,
    };
}
