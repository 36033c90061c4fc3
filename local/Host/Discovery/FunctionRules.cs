using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace XbFunctions.Host;

/// <summary>
/// What Microsoft's generators, analyzers and host demand of a function, each as a sentence with the function's name, and with the id of the
/// analyzer's rule where there is one.
/// </summary>
internal static partial class FunctionRules
{
    /// <summary>The rules that one function breaks.</summary>
    public static IEnumerable<string> Check(FunctionDescriptor function, bool webApplication)
    {
        var broken = Shape(function).Concat(function.Trigger switch
        {
            HttpTriggerAttribute => HttpFunctionRules.Check(function, webApplication),
            EventHubTriggerAttribute trigger => EventHub(function, trigger),
            TimerTriggerAttribute trigger => Timer(function, trigger),
            var other => [$"the local host does not know the trigger {other.GetType().Name}"],
        });
        return broken.Concat(BindingRules.Check(function)).Concat(Parameters(function)).Select(rule => $"{function.Name} ({function.EntryPoint}): {rule}.");
    }

    /// <summary>Names that are used twice, in one assembly or in several.</summary>
    public static IEnumerable<string> CheckNames(IEnumerable<FunctionDescriptor> functions) =>
        functions.GroupBy(static function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .Select(static group =>
                $"{group.Key}: the name is used by {string.Join(" and ", Uses(group))}; it must be unique (AZFW0017).");

    private static IEnumerable<string> Uses(IEnumerable<FunctionDescriptor> functions)
    {
        var uses = functions.ToArray();
        var isOneAssembly = uses.Select(static function => function.Type.Assembly).Distinct().Count() == 1;
        return uses.Select(function => isOneAssembly ? function.EntryPoint : $"{function.EntryPoint} of {function.Type.Assembly.GetName().Name}");
    }

    private static IEnumerable<string> Shape(FunctionDescriptor function)
    {
        if (!NamePattern().IsMatch(function.Name))
        {
            yield return "the name must start with a letter and have only letters, digits, '-' and '_', 128 at most";
        }

        if (!function.Type.IsVisible)
        {
            yield return "the class must be public";
        }

        if (!function.Method.IsPublic)
        {
            yield return "the method must be public";
        }

        if (function.Type.ContainsGenericParameters || function.Method.ContainsGenericParameters)
        {
            yield return "neither class nor method may be generic";
        }

        if (function.Type.IsAbstract && !function.Method.IsStatic)
        {
            yield return "the class must not be abstract";
        }

        if (function.Method.ReturnType == typeof(void) && function.Method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            yield return "an async method must return a Task, not void (AZFW0002)";
        }
    }

    private static IEnumerable<string> EventHub(FunctionDescriptor function, EventHubTriggerAttribute trigger)
    {
        var type = function.TriggerParameter.ParameterType;
        if (trigger.IsBatched && (!type.IsArray || type == typeof(byte[])))
        {
            yield return $"a batch binds an array such as EventData[], not {type.Name}; set IsBatched = false for one event at a time (AZFW0008)";
        }

        if (!trigger.IsBatched && type.IsArray && type != typeof(byte[]))
        {
            yield return $"IsBatched = false binds one event such as {nameof(EventData)}, not {type.Name} (AZFW0008)";
        }
    }

    private static IEnumerable<string> Timer(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        if (function.TriggerParameter.ParameterType != typeof(TimerInfo))
        {
            yield return $"the timer trigger binds TimerInfo, not {function.TriggerParameter.ParameterType.Name}";
        }

        if (!string.IsNullOrWhiteSpace(trigger.Schedule) && !trigger.Schedule.Contains('%', StringComparison.Ordinal) && !TimerSchedule.IsValid(trigger.Schedule))
        {
            yield return $"the schedule '{trigger.Schedule}' is neither an NCRONTAB expression of six fields, seconds first, nor a TimeSpan";
        }
    }

    private static IEnumerable<string> Parameters(FunctionDescriptor function) =>
        from parameter in function.Method.GetParameters()
        where parameter.Position != function.TriggerParameter.Position
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken)
            && !parameter.IsDefined(typeof(FromBodyAttribute))
            && !IsRouteValue(function, parameter)
        select $"the parameter {parameter.Name} is bound by nothing: expected FunctionContext, CancellationToken, [FromBody] or the name of a route parameter";

    private static bool IsRouteValue(FunctionDescriptor function, ParameterInfo parameter) =>
        function.Trigger is HttpTriggerAttribute { Route: { } route }
        && (route.Contains('%', StringComparison.Ordinal)
            || RouteParameter().Matches(route).Any(match => match.Groups["name"].Value.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\{\**(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex RouteParameter();
}
