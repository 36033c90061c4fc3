using System.Text.Json.Serialization;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>One rule: when it hits and what it then does.</summary>
/// <param name="RuleName">Name, a letter in lower case, then letters and digits, at most 40; also the reason code of its hits.</param>
/// <param name="Expression">When it hits, in the language of RulesEngine, over the names of features and <see cref="PolicyFacts"/>.</param>
/// <param name="Properties">What it does.</param>
/// <param name="Enabled">False to leave it out.</param>
public sealed record PolicyRule(
    [property: JsonPropertyName("RuleName")] string RuleName,
    [property: JsonPropertyName("Expression")] string Expression,
    [property: JsonPropertyName("Properties")] PolicyRuleEffect Properties,
    [property: JsonPropertyName("Enabled")] bool Enabled = true);
