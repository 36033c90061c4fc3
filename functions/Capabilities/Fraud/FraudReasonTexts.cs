using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Texts of reason codes, for two audiences in several languages. Chosen where an answer is made; decisions carry codes.</summary>
public static class FraudReasonTexts
{
    private const string AnyRule = "*rule";
    private const string Accepted = "*accepted";
    private const string Unconfirmed = "*unconfirmed";
    private static readonly string[][] Rows = Load();
    private static readonly string[] LanguageList = Rows[0][1..];
    private static readonly Dictionary<string, string[]> Texts =
        Rows.Skip(1).ToDictionary(static row => row[0], static row => row[1..], StringComparer.Ordinal);

    /// <summary>Primary languages that have texts, BCP 47, English first.</summary>
    public static IReadOnlyList<string> Languages => LanguageList;

    /// <summary>Codes that have texts of their own.</summary>
    public static IReadOnlyCollection<string> Codes { get; } = [.. Texts.Keys.Where(static code => code[0] != '*')];

    /// <summary>Whether there are texts in a language.</summary>
    /// <param name="language">BCP 47 tag; its primary language counts.</param>
    public static bool Speaks(string language) => IndexOf(language) >= 0;

    /// <summary>The text of a code.</summary>
    /// <param name="code">A reason code; one without a text is that of a rule of the policy.</param>
    /// <param name="language">BCP 47 tag; English where there are no texts in it.</param>
    /// <param name="audience">Reader.</param>
    /// <returns>One or two sentences.</returns>
    public static string TextOf(string code, string language = "en", ReasonAudience audience = ReasonAudience.Agent)
    {
        var key = audience == ReasonAudience.Agent ? code : code is "belowThresholds" or "allowList" ? Accepted : Unconfirmed;
        var texts = Texts.TryGetValue(key, out var own) ? own : Texts[AnyRule];
        return texts[Math.Max(0, IndexOf(language))];
    }

    /// <summary>A decision with texts for a reader. A buyer gets one text and neither codes, features, scores nor rules.</summary>
    /// <param name="decision">UTF-8 JSON of a <c>fraud.decided</c> body.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="audience">Reader.</param>
    /// <returns>UTF-8 JSON.</returns>
    /// <exception cref="JsonException">The body is no decision.</exception>
    public static byte[] AddTo(ReadOnlySpan<byte> decision, string language, ReasonAudience audience)
    {
        var body = JsonNode.Parse(decision.ToArray()) as JsonObject ?? throw new JsonException("A decision is a JSON object.");
        var reasons = body["reasons"] as JsonArray ?? [];
        if (audience == ReasonAudience.Buyer)
        {
            var code = (string?)body["outcome"] == "approve" ? "belowThresholds" : "";
            body = new JsonObject
            {
                ["paymentId"] = body["paymentId"]?.DeepClone(),
                ["outcome"] = body["outcome"]?.DeepClone(),
                ["text"] = TextOf(code, language, audience),
            };
        }
        else
        {
            foreach (var reason in reasons.OfType<JsonObject>())
            {
                reason["text"] = TextOf((string?)reason["code"] ?? "", language, audience);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(body);
    }

    private static int IndexOf(string language)
    {
        var dash = language.IndexOf('-', StringComparison.Ordinal);
        var primary = dash < 0 ? language : language[..dash];
        return Array.FindIndex(LanguageList, known => known.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    private static string[][] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("XbFunctions.Capabilities.Fraud.Policy.reason-texts.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r').Split('\t'))];
    }
}
