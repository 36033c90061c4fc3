using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.App.Health;

/// <summary>One function that a hub triggers.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Hub">Its hub.</param>
/// <param name="ConsumerGroup">Its consumer group.</param>
internal sealed record StreamTrigger(string Function, string Hub, string ConsumerGroup)
{
    /// <summary>Those of this app, read from the trigger attributes.</summary>
    public static IReadOnlyList<StreamTrigger> All { get; } =
    [
        .. from type in typeof(StreamTrigger).Assembly.GetExportedTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<EventHubTriggerAttribute>()
           where trigger is not null
           select new StreamTrigger(function.Name, trigger.EventHubName, trigger.ConsumerGroup ?? "$Default"),
    ];
}
