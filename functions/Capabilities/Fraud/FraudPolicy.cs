using System.Reflection;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>A policy ready to decide: its document checked and its rules compiled. Immutable.</summary>
public sealed class FraudPolicy
{
    /// <summary>Version of the policy that ships with the app.</summary>
    public const string DefaultVersion = "default";

    private const int MaxEntries = 100_000;
    private const int MaxSnoozes = 10_000;
    private const int MaxNote = 500;
    private static readonly Lazy<FraudPolicy> Shipped = new(static () => Compile(PolicyDocument.Parse(ReadDefault()), DefaultVersion));

    private FraudPolicy(string version, PolicyDocument document, PolicyRuleSet rules)
    {
        (Version, Document, Rules) = (version, document, rules);
        Lists = new PolicyLists(document, rules.Rules);
    }

    /// <summary>The policy that ships with the app.</summary>
    public static FraudPolicy Default => Shipped.Value;

    /// <summary>Version, as decisions name it.</summary>
    public string Version { get; }

    /// <summary>What it was made from.</summary>
    public PolicyDocument Document { get; }

    internal PolicyRuleSet Rules { get; }

    internal PolicyLists Lists { get; }

    /// <summary>Checks a document and compiles its rules.</summary>
    /// <param name="document">The document.</param>
    /// <param name="version">Its version.</param>
    /// <exception cref="PolicyException">The document is wrong; the message names rule, member and position.</exception>
    public static FraudPolicy Compile(PolicyDocument document, string version)
    {
        ArgumentNullException.ThrowIfNull(document);
        var rules = PolicyRuleSet.Compile(document.Workflow);
        CheckNote("description", document.Description);
        CheckMarkets(document);
        CheckLists(document);
        CheckSnoozes(document);
        CheckBounds(document);
        return new FraudPolicy(version, document, rules);
    }

    /// <summary>Takes the strictest of what the score and each rule ask for.</summary>
    /// <param name="score">Probability of fraud in [0, 1]; NaN when no model answered.</param>
    /// <param name="rules">Rules that hit.</param>
    /// <param name="thresholds">Where decisions change.</param>
    public static DecisionOutcome Decide(double score, IReadOnlyList<AppliedRule> rules, FraudThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var outcome = score >= thresholds.Decline ? DecisionOutcome.Decline
            : score >= thresholds.Review ? DecisionOutcome.Review
            : DecisionOutcome.Approve;
        for (var i = 0; i < rules.Count; i++)
        {
            outcome = rules[i].Effect > outcome ? rules[i].Effect : outcome;
        }

        return outcome;
    }

    private static void CheckMarkets(PolicyDocument document)
    {
        foreach (var (market, terms) in document.Markets)
        {
            var name = $"markets.{market}";
            if (market != PolicyDocument.AnyMarket && (!CountryCode.TryParse(market.AsSpan(), out var country) || country.IsUnknown))
            {
                throw new PolicyException($"{name}: expected an ISO 3166-1 alpha-2 code or '{PolicyDocument.AnyMarket}'.");
            }

            if (terms.Costs is { } costs)
            {
                Refuse(terms.Review is not null || terms.Decline is not null, $"{name}: give costs, or review and decline, not both.");
                Refuse(costs.Problem() is { }, $"{name}.costs.{costs.Problem()}.");
            }
            else
            {
                Refuse(
                    terms is not { Review: >= 0 and <= 1, Decline: <= 1 } || terms.Review > terms.Decline,
                    $"{name}: expected 0 <= review <= decline <= 1, got {terms.Review} and {terms.Decline}.");
            }
        }
    }

    private static void CheckLists(PolicyDocument document)
    {
        Refuse(document.Lists.Count > MaxEntries, $"lists: at most {MaxEntries} entries; got {document.Lists.Count}.");
        for (var i = 0; i < document.Lists.Count; i++)
        {
            Refuse(document.Lists[i].Key == default, $"lists[{i}].key: expected a pseudonym that is not zero.");
            CheckNote($"lists[{i}].note", document.Lists[i].Note);
        }
    }

    private static void CheckSnoozes(PolicyDocument document)
    {
        Refuse(document.Snoozes.Count > MaxSnoozes, $"snoozes: at most {MaxSnoozes}; got {document.Snoozes.Count}.");
        var names = document.Workflow.Rules.Select(static rule => rule.RuleName).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < document.Snoozes.Count; i++)
        {
            Refuse(!names.Contains(document.Snoozes[i].Rule), $"snoozes[{i}].rule: there is no rule '{document.Snoozes[i].Rule}'.");
            Refuse(document.Snoozes[i].Customer == default, $"snoozes[{i}].customer: expected a pseudonym that is not zero.");
            CheckNote($"snoozes[{i}].note", document.Snoozes[i].Note);
        }
    }

    private static void CheckBounds(PolicyDocument document)
    {
        if (document.DeclineCap is { } cap)
        {
            Refuse(cap.Minutes is < 1 or > DeclineWindow.Minutes, $"declineCap.minutes: expected 1 to {DeclineWindow.Minutes}, got {cap.Minutes}.");
            Refuse(!(cap.Share is > 0 and <= 1), $"declineCap.share: expected above 0 and at most 1, got {cap.Share}.");
            Refuse(cap.Minimum < 0, $"declineCap.minimum: expected 0 or more, got {cap.Minimum}.");
        }

        Refuse(
            document.ModelBudgetMilliseconds is < 1 or > 60_000,
            $"modelBudgetMilliseconds: expected 1 to 60000, got {document.ModelBudgetMilliseconds}.");
    }

    private static void CheckNote(string name, string? note) =>
        Refuse(note?.Length > MaxNote, $"{name}: at most {MaxNote} characters; got {note?.Length}.");

    private static void Refuse(bool wrong, string message)
    {
        if (wrong)
        {
            throw new PolicyException(message);
        }
    }

    private static byte[] ReadDefault()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("XbFunctions.Capabilities.Fraud.Policy.default.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
