using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using System.Reflection;
using RulesEngine.ExpressionBuilders;
using RulesEngine.Models;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// The rules of a policy. RulesEngine validates the workflow and parses the expressions; they are then compiled together into one function
/// over the feature row, because an evaluation by RulesEngine costs more than all the rest of a decision. Immutable.
/// </summary>
internal sealed class PolicyRuleSet
{
    private const int MaxExpressionLength = 1_000;
    private static readonly MethodInfo AtMethod = typeof(PolicyRuleSet).GetMethod(nameof(At), BindingFlags.NonPublic | BindingFlags.Static)!;
    private readonly Evaluation _evaluate;

    private PolicyRuleSet(Evaluation evaluate, AppliedRule[] rules, bool asksFacts) => (_evaluate, Rules, AsksFacts) = (evaluate, rules, asksFacts);

    private delegate ulong Evaluation(ReadOnlySpan<float> row, PolicyFacts facts);

    /// <summary>The enabled rules, as decisions list them; the place is the bit.</summary>
    public IReadOnlyList<AppliedRule> Rules { get; }

    /// <summary>Whether any rule asks <see cref="PolicyFacts"/>.</summary>
    public bool AsksFacts { get; }

    /// <summary>Compiles a workflow.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <exception cref="PolicyException">A rule is wrong; the message names it and the position in its expression.</exception>
    public static PolicyRuleSet Compile(PolicyWorkflow workflow)
    {
        CheckNames(workflow);
        var rules = workflow.Rules.Where(static rule => rule.Enabled).ToArray();
        Validate(workflow, rules);
        var (row, facts) = (Expression.Parameter(typeof(ReadOnlySpan<float>), "row"), Expression.Parameter(typeof(PolicyFacts), "facts"));
        var inputs = new PolicyExpressionInputs(row, facts, AtMethod);
        Expression hits = Expression.Constant(0UL);
        for (var i = 0; i < rules.Length; i++)
        {
            var condition = inputs.Bind(rules[i].RuleName, Parse(rules[i], inputs.Names));
            hits = Expression.Or(hits, Expression.Condition(condition, Expression.Constant(1UL << i), Expression.Constant(0UL)));
        }

        var applied = Array.ConvertAll(rules, static rule => new AppliedRule(
            rule.RuleName, rule.Properties.Effect, rule.Properties.ScoreModifier == 0 ? null : rule.Properties.ScoreModifier));
        return new PolicyRuleSet(Expression.Lambda<Evaluation>(hits, row, facts).Compile(), applied, inputs.AsksFacts);
    }

    /// <summary>Applies every rule to one payment; allocates nothing.</summary>
    /// <param name="row">Its features, columns as in <see cref="FraudColumns.Names"/>; a comparison with NaN, unknown, is false.</param>
    /// <param name="facts">What else rules ask; need not be set where <see cref="AsksFacts"/> is false.</param>
    /// <returns>One bit for each rule that hit.</returns>
    public ulong Evaluate(ReadOnlySpan<float> row, PolicyFacts facts) => _evaluate(row, facts);

    /// <summary>The workflow as RulesEngine itself takes it.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="rules">The rules to keep.</param>
    internal static Workflow ToRulesEngine(PolicyWorkflow workflow, IEnumerable<PolicyRule> rules) => new()
    {
        WorkflowName = workflow.WorkflowName,
        Rules = [.. rules.Select(static rule => new Rule { RuleName = rule.RuleName, Expression = rule.Expression })],
    };

    private static float At(ReadOnlySpan<float> row, int column) => row[column];

    private static void CheckNames(PolicyWorkflow workflow)
    {
        if (workflow.Rules.Count > PolicyWorkflow.MaxRules)
        {
            throw new PolicyException($"workflow.Rules: a policy has at most {PolicyWorkflow.MaxRules} rules; got {workflow.Rules.Count}.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < workflow.Rules.Count; i++)
        {
            var rule = workflow.Rules[i];
            if (!IsName(rule.RuleName))
            {
                throw new PolicyException(
                    $"workflow.Rules[{i}].RuleName: expected a letter in lower case, then letters and digits, at most 40; got '{rule.RuleName}'.");
            }

            if (!names.Add(rule.RuleName))
            {
                throw new PolicyException($"workflow.Rules[{i}].RuleName: '{rule.RuleName}' stands twice.");
            }

            if (!(Math.Abs(rule.Properties.ScoreModifier) <= 10))
            {
                throw new PolicyException($"Rule '{rule.RuleName}': Properties.scoreModifier: expected -10 to 10, got {rule.Properties.ScoreModifier}.");
            }
        }
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 40 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    private static void Validate(PolicyWorkflow workflow, PolicyRule[] rules)
    {
        if (rules.Length == 0)
        {
            return;
        }

        try
        {
            _ = new RulesEngine.RulesEngine([ToRulesEngine(workflow, rules)]);
        }
        catch (RulesEngine.Exceptions.RuleValidationException exception)
        {
            throw new PolicyException($"workflow: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static Expression Parse(PolicyRule rule, ParameterExpression[] names)
    {
        if (rule.Expression.Length > MaxExpressionLength)
        {
            throw new PolicyException($"Rule '{rule.RuleName}': Expression: at most {MaxExpressionLength} characters; got {rule.Expression.Length}.");
        }

        try
        {
            return new RuleExpressionParser(new ReSettings()).Parse(rule.Expression, names, typeof(bool));
        }
        catch (ParseException exception)
        {
            throw new PolicyException($"Rule '{rule.RuleName}', position {exception.Position}: {exception.Message}.", exception);
        }
    }
}
