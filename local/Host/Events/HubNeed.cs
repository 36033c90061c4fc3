using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>A hub that a function reads or writes, with its settings in place.</summary>
/// <param name="Connection">Name of the setting with the connection string.</param>
/// <param name="Hub">Name of the hub.</param>
/// <param name="ConsumerGroup">Consumer group; <see langword="null"/> for an output.</param>
internal sealed record HubNeed(string Connection, string Hub, string? ConsumerGroup)
{
    private const string DefaultGroup = "$Default";

    /// <summary>The hub of a trigger.</summary>
    public static HubNeed Of(FunctionDescriptor function, EventHubTriggerAttribute trigger, IConfiguration settings) => new(
        Name(function, trigger.Connection, settings),
        settings.Expand(trigger.EventHubName, function.Name),
        settings.Expand(trigger.ConsumerGroup ?? DefaultGroup, function.Name));

    /// <summary>The hub of an output.</summary>
    public static HubNeed Of(FunctionDescriptor function, EventHubOutputAttribute output, IConfiguration settings) => new(
        Name(function, output.Connection, settings), settings.Expand(output.EventHubName, function.Name), null);

    /// <summary>All hubs of a function.</summary>
    public static IEnumerable<HubNeed> Of(FunctionDescriptor function, IConfiguration settings) =>
        function.EventHubOutputs()
            .Select(output => Of(function, output.Output, settings))
            .Concat(function.Trigger is EventHubTriggerAttribute trigger ? [Of(function, trigger, settings)] : []);

    private static string Name(FunctionDescriptor function, string? connection, IConfiguration settings) => settings.Expand(
        connection ?? throw new PlatformStartException($"{function.Name}: its Event Hubs binding names no Connection. Set it to the name of an app setting."),
        function.Name);
}
