using System.Text.Json.Nodes;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// A decision as HTTP answers it: the <c>fraud.decided</c> body, with what the field expects besides: <c>model.id</c>, <c>rules[].score_modifier</c>,
/// <c>shadow</c> and <c>latency</c>.
/// </summary>
public static class DecisionAnswer
{
    /// <summary>Makes the answer.</summary>
    /// <param name="body">A <c>fraud.decided</c> body.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="System.Text.Json.JsonException">The body is no JSON.</exception>
    public static JsonObject From(ReadOnlySpan<byte> body)
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        if (answer["model"] is JsonObject model)
        {
            model["id"] ??= model["name"]?.GetValue<string>();
        }

        foreach (var rule in (answer["rules"] as JsonArray ?? []).OfType<JsonObject>())
        {
            rule["score_modifier"] ??= rule["scoreModifier"]?.GetValue<double>() ?? 0;
        }

        if (!answer.ContainsKey("shadow"))
        {
            answer["shadow"] = null;
        }

        if (Time("enqueuedAt") is { } enqueued && Time("decidedAt") is { } decided)
        {
            answer["latency"] = new JsonObject { ["decision_ms"] = Math.Max(0, Math.Round((decided - enqueued).TotalMilliseconds, 3)) };
        }

        return answer;

        DateTimeOffset? Time(string name) => answer[name]?.GetValue<DateTimeOffset>();
    }
}
