using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>Functions that share a process: all HTTP functions, or one function of another kind, as the service scales them on Flex Consumption.</summary>
/// <param name="Name">The service's name of the group: <c>http</c> or <c>function:Name</c>.</param>
/// <param name="Functions">Names of its functions.</param>
internal sealed record FunctionGroup(string Name, IReadOnlyList<string> Functions)
{
    /// <summary>The group of all HTTP functions; it answers the admin calls too, so that there always is one.</summary>
    public const string Http = "http";

    /// <summary>Whether the group answers HTTP requests.</summary>
    public bool ServesHttp => Name == Http;

    /// <summary>The groups of an app, that of HTTP first.</summary>
    public static IReadOnlyList<FunctionGroup> Of(IReadOnlyList<FunctionDescriptor> functions) =>
    [
        new(Http, [.. functions.Where(IsHttp).Select(static function => function.Name)]),
        .. functions.Where(static function => !IsHttp(function)).Select(static function => new FunctionGroup($"function:{function.Name}", [function.Name])),
    ];

    private static bool IsHttp(FunctionDescriptor function) => function.Trigger is HttpTriggerAttribute;
}
