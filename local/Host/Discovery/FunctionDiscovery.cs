using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace XbFunctions.Host;

/// <summary>Finds the functions of an app by reflection, as Microsoft's source generators find them at compile time.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The classes to search: those of the options, else of the entry assembly and its references that use the worker's types.</summary>
    public static IEnumerable<Type> Classes(LocalPlatformOptions options) =>
        options.FunctionTypes.Count > 0 ? options.FunctionTypes.Distinct()
        : (options.FunctionAssemblies.Count > 0 ? options.FunctionAssemblies.Distinct() : AppAssemblies()).SelectMany(static assembly => assembly.GetTypes());

    /// <summary>The functions of the given classes, by name.</summary>
    /// <param name="types">Where to look.</param>
    /// <param name="webApplication">Whether the app turned ASP.NET Core types on.</param>
    /// <exception cref="PlatformStartException">A function breaks a rule; the message names each function and rule, one a line.</exception>
    public static IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types, bool webApplication)
    {
        var violations = new List<string>();
        var functions = types
            .SelectMany(static type => type.GetMethods(Declared))
            .Where(static method => method.IsDefined(typeof(FunctionAttribute)))
            .Select(method => Describe(method, violations))
            .OfType<FunctionDescriptor>()
            .OrderBy(static function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        violations.AddRange(functions.SelectMany(function => FunctionRules.Check(function, webApplication)));
        violations.AddRange(FunctionRules.CheckNames(functions));
        return violations.Count == 0
            ? functions
            : throw new PlatformStartException(
                "The functions cannot be loaded:" + string.Concat(violations.Order(StringComparer.Ordinal).Select(static text => Environment.NewLine + "  " + text)));
    }

    private static FunctionDescriptor? Describe(MethodInfo method, List<string> violations)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var where = $"{name} ({method.ReflectedType!.FullName}.{method.Name})";
        try
        {
            var triggers = method.GetParameters().Where(static parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToArray();
            if (triggers is not [var parameter])
            {
                violations.Add($"{where}: has {triggers.Length} triggers; exactly one parameter must carry one.");
                return null;
            }

            var retries = method.GetCustomAttributes<RetryAttribute>().ToArray();
            if (retries.Length > 1)
            {
                violations.Add($"{where}: carries {retries.Length} retry attributes; a function has one policy (AZFW0012).");
            }

            // Several triggers on the parameter are reported with the other bindings that share a place.
            var trigger = parameter.GetCustomAttributes<TriggerBindingAttribute>().First();
            return new FunctionDescriptor(name, method, parameter, trigger, RetryPolicy.From(retries.FirstOrDefault()));
        }
        catch (Exception exception) when (exception is ArgumentException or TargetInvocationException or CustomAttributeFormatException)
        {
            violations.Add($"{where}: {(exception.InnerException ?? exception).Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    private static IEnumerable<Assembly> AppAssemblies()
    {
        var worker = typeof(FunctionAttribute).Assembly.GetName().Name;
        var entry = Assembly.GetEntryAssembly();
        return entry is null
            ? []
            : entry.GetReferencedAssemblies()
                .Where(reference => reference.Name != worker && reference.Name is { } name && !IsPlatform(name))
                .Select(Assembly.Load)
                .Where(assembly => assembly.GetReferencedAssemblies().Any(reference => reference.Name == worker))
                .Prepend(entry);
    }

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
