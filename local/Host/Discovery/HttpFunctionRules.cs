using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace XbFunctions.Host;

/// <summary>What the analyzers demand of an HTTP function.</summary>
internal static class HttpFunctionRules
{
    /// <summary>The rules that a function breaks.</summary>
    public static IEnumerable<string> Check(FunctionDescriptor function, bool webApplication)
    {
        if (function.Retry is not null)
        {
            yield return "a retry attribute is only taken on Event Hubs and timer triggers, not on HTTP (AZFW0012)";
        }

        if (function.TriggerParameter.ParameterType != typeof(HttpRequest))
        {
            yield return $"the HTTP trigger binds HttpRequest, not {function.TriggerParameter.ParameterType.Name}";
        }

        if (!webApplication)
        {
            yield return "ASP.NET Core types need ConfigureFunctionsWebApplication() on the builder (AZFW0014)";
        }

        foreach (var rule in Outputs(function.ResultType))
        {
            yield return rule;
        }
    }

    private static IEnumerable<string> Outputs(Type result)
    {
        var outputs = result.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property.IsDefined(typeof(OutputBindingAttribute)))
            .ToArray();
        var answers = outputs.Where(static property => property.IsDefined(typeof(HttpResultAttribute))).Select(static property => property.Name).ToArray();
        if (outputs.Length > 0 && answers.Length == 0)
        {
            yield return $"{result.Name} has outputs but no property marked [HttpResult], so the request would get no answer (AZFW0015)";
        }

        if (answers.Length > 1)
        {
            yield return $"{result.Name} marks {string.Join(" and ", answers)} with [HttpResult]; only one can be the answer (AZFW0007)";
        }
    }
}
