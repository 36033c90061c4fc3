using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace XbFunctions.Host;

/// <summary>A function that was found, with its attributes; names and schedules are as written, before settings are replaced.</summary>
/// <param name="Name">Name of the function.</param>
/// <param name="Method">The method.</param>
/// <param name="TriggerParameter">The parameter with the trigger.</param>
/// <param name="Trigger">The trigger.</param>
/// <param name="Retry">Retry policy; <see langword="null"/> when a failed invocation is not tried again.</param>
internal sealed record FunctionDescriptor(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger, RetryPolicy? Retry)
{
    /// <summary>The class with the method.</summary>
    public Type Type => Method.ReflectedType!;

    /// <summary>Full name of class and method, as in the worker's metadata.</summary>
    public string EntryPoint => $"{Type.FullName}.{Method.Name}";

    /// <summary>What one invocation returns, without <see cref="Task"/> around it; <see cref="void"/> when nothing.</summary>
    public Type ResultType => ResultOf(Method.ReturnType);

    /// <summary>Outputs to Event Hubs: the member's name (<c>$return</c> for the return value) and its attribute.</summary>
    public IEnumerable<(string Member, PropertyInfo? Property, EventHubOutputAttribute Output)> EventHubOutputs()
    {
        if (Method.GetCustomAttributes<EventHubOutputAttribute>().FirstOrDefault() is { } whole)
        {
            yield return ("$return", null, whole);
        }

        foreach (var property in ResultType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttributes<EventHubOutputAttribute>().FirstOrDefault() is { } part)
            {
                yield return (property.Name, property, part);
            }
        }
    }

    private static Type ResultOf(Type type) => type switch
    {
        _ when type == typeof(Task) || type == typeof(ValueTask) => typeof(void),
        { IsGenericType: true } when type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)) =>
            type.GetGenericArguments()[0],
        _ => type,
    };
}
