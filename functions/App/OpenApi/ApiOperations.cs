using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.App.OpenApi;

/// <summary>
/// Reads the API from the functions themselves: routes from their triggers, what they do from their documentation, whose first words are the request,
/// such as <c>GET /api/fraud/reviews?market=&amp;n=</c>, and whose numbers from 200 to 599 are the status codes.
/// </summary>
internal static partial class ApiOperations
{
    /// <summary>Every HTTP function of an assembly.</summary>
    /// <param name="assembly">The assembly; its documentation file lies beside it.</param>
    /// <returns>By route, then by method.</returns>
    public static IReadOnlyList<ApiOperation> Read(Assembly assembly)
    {
        var documentation = Documentation(Path.ChangeExtension(assembly.Location, ".xml"));
        return
        [
            .. assembly.GetExportedTypes()
                .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .SelectMany(method => Read(method, documentation))
                .OrderBy(static operation => operation.Route, StringComparer.Ordinal)
                .ThenBy(static operation => operation.Method, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<ApiOperation> Read(MethodInfo method, Dictionary<string, string> documentation)
    {
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function
            || method.GetParameters().Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().FirstOrDefault() is not { } trigger)
        {
            yield break;
        }

        var type = method.DeclaringType!;
        var description = documentation.GetValueOrDefault($"M:{type.FullName}.{method.Name}", string.Empty);
        var route = Constraint().Replace(trigger.Route ?? function.Name, "{$1}");
        var path = Parameter().Matches(route).Select(static match => match.Groups[1].Value).ToArray();
        var statuses = Status().Matches(description).Select(static match => int.Parse(match.Value, CultureInfo.InvariantCulture));
        var isKeyed = trigger.AuthLevel != AuthorizationLevel.Anonymous;
        int[] all = [.. statuses.Concat(isKeyed ? [401] : []).DefaultIfEmpty(200).Distinct().Order()];
        foreach (var verb in trigger.Methods ?? [])
        {
            yield return new ApiOperation(
                function.Name,
                type.Namespace!.Split('.')[^1],
                verb.ToLowerInvariant(),
                route,
                documentation.GetValueOrDefault($"T:{type.FullName}", function.Name),
                description,
                isKeyed,
                path,
                Query(description),
                all,
                method.GetCustomAttribute<ApiBodyAttribute>()?.Example,
                method.GetCustomAttribute<ApiAnswerAttribute>()?.Type);
        }
    }

    private static string[] Query(string description) => RequestLine().Match(description) is { Success: true } line
        ? [.. QueryName().Matches(line.Groups["query"].Value).Select(static match => match.Groups[1].Value).Distinct()]
        : [];

    private static Dictionary<string, string> Documentation(string file)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(file))
        {
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                var name = ((string?)member.Attribute("name") ?? string.Empty).Split('(')[0];
                found.TryAdd(name, string.Join(' ', Text(member.Element("summary")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return found;
    }

    private static string Text(XNode? node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? string.Empty).Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\{([A-Za-z]+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<![\w.,-])[2-5]\d\d(?![\w%-]|[.,]\d)")]
    private static partial Regex Status();

    [GeneratedRegex(@"/api/[^\s?\[]*\[?\?(?<query>\S*)")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"(?:^|[&\[])([A-Za-z]+)=")]
    private static partial Regex QueryName();
}
