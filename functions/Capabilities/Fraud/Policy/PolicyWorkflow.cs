using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A workflow as RulesEngine reads it: of its members, those that a policy may use.</summary>
/// <param name="WorkflowName">Name of the workflow.</param>
/// <param name="Rules">Rules, at most <see cref="MaxRules"/>, in the order in which decisions list them.</param>
public sealed record PolicyWorkflow(
    [property: JsonPropertyName("WorkflowName")] string WorkflowName,
    [property: JsonPropertyName("Rules")] IReadOnlyList<PolicyRule> Rules)
{
    /// <summary>Most rules: one bit each.</summary>
    public const int MaxRules = 64;
}
