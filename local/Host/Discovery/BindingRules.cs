using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace XbFunctions.Host;

/// <summary>What the generators demand of the binding attributes of a function, whatever its trigger.</summary>
internal static class BindingRules
{
    private const string InProcessNamespace = "Microsoft.Azure.WebJobs";

    /// <summary>The rules that a function breaks.</summary>
    public static IEnumerable<string> Check(FunctionDescriptor function) =>
        Places(function).SelectMany(static place => Grouped(place.Name, place.Member).Concat(InProcess(place.Name, place.Member)))
            .Concat(Arguments(function));

    private static IEnumerable<(string Name, ICustomAttributeProvider Member)> Places(FunctionDescriptor function) =>
    [
        ("the method", function.Method),
        .. function.Method.GetParameters().Select(static parameter => ($"the parameter {parameter.Name}", (ICustomAttributeProvider)parameter)),
        .. function.ResultType.GetProperties().Select(static property => ($"the property {property.Name}", (ICustomAttributeProvider)property)),
    ];

    private static IEnumerable<string> Grouped(string place, ICustomAttributeProvider member) =>
        member.GetCustomAttributes(typeof(BindingAttribute), inherit: true) is { Length: > 1 } bindings
            ? [$"{place} carries {string.Join(" and ", bindings.Select(Name))}; only one binding may stand at a place (AZFW0005)"]
            : [];

    private static IEnumerable<string> InProcess(string place, ICustomAttributeProvider member) =>
        member.GetCustomAttributes(inherit: true)
            .Where(static attribute => attribute.GetType().Namespace?.StartsWith(InProcessNamespace, StringComparison.Ordinal) == true)
            .Select(attribute => $"{place} carries {attribute.GetType().FullName}, an attribute of the in-process model; use its counterpart in Microsoft.Azure.Functions.Worker (AZFW0001)");

    private static IEnumerable<string> Arguments(FunctionDescriptor function)
    {
        var arguments = function.EventHubOutputs().Select(static output => ("event hub name of its output", (string?)output.Output.EventHubName));
        arguments = function.Trigger switch
        {
            EventHubTriggerAttribute trigger => arguments.Append(("event hub name of its trigger", trigger.EventHubName)),
            TimerTriggerAttribute trigger => arguments.Append(("schedule of its trigger", trigger.Schedule)),
            _ => arguments,
        };
        return arguments
            .Where(static argument => string.IsNullOrWhiteSpace(argument.Item2))
            .Select(static argument => $"the {argument.Item1} is empty (AZFW0013)");
    }

    private static string Name(object attribute) => attribute.GetType().Name.Replace(nameof(Attribute), string.Empty, StringComparison.Ordinal);
}
