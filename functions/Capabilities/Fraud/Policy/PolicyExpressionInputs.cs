using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Names that expressions may use, put in the place of the row and the facts; what else an expression may hold is arithmetic, comparison and
/// logic. Anything else is refused: an expression comes from a document and runs in the scorer.
/// </summary>
internal sealed class PolicyExpressionInputs : ExpressionVisitor
{
    private static readonly PropertyInfo[] Facts = typeof(PolicyFacts).GetProperties();
    private readonly Dictionary<string, Expression> _inputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _facts = new(StringComparer.Ordinal);
    private string _rule = "";

    /// <summary>Takes what the compiled function is given.</summary>
    /// <param name="row">The feature row.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="at">Reads a column of the row.</param>
    public PolicyExpressionInputs(ParameterExpression row, ParameterExpression facts, MethodInfo at)
    {
        var names = new List<ParameterExpression>();
        for (var i = 0; i < FraudColumns.Names.Count; i++)
        {
            names.Add(Expression.Parameter(typeof(float), FraudColumns.Names[i]));
            _inputs.Add(FraudColumns.Names[i], Expression.Call(at, row, Expression.Constant(i)));
        }

        foreach (var fact in Facts)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(fact.Name);
            names.Add(Expression.Parameter(fact.PropertyType, name));
            _inputs.Add(name, Expression.Property(facts, fact));
            _facts.Add(name);
        }

        Names = [.. names];
    }

    /// <summary>Names for the parser.</summary>
    public ParameterExpression[] Names { get; }

    /// <summary>Whether an expression so far asked for a fact.</summary>
    public bool AsksFacts { get; private set; }

    /// <summary>Puts row and facts in the place of the names.</summary>
    /// <param name="rule">The rule's name, for messages.</param>
    /// <param name="expression">The parsed expression.</param>
    /// <exception cref="PolicyException">It holds what rules may not do.</exception>
    public Expression Bind(string rule, Expression expression)
    {
        _rule = rule;
        return Visit(expression)!;
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is not null && !IsAllowed(node))
        {
            throw new PolicyException(
                $"Rule '{_rule}': '{node}' is not allowed; a rule compares features, facts, numbers and texts, with arithmetic, logic and Math.");
        }

        return base.Visit(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        AsksFacts |= _facts.Contains(node.Name!);
        return _inputs[node.Name!];
    }

    // No whole-number or decimal division: it can fail, and a float's cannot.
    private static bool IsAllowed(Expression node) => node.NodeType switch
    {
        ExpressionType.Parameter or ExpressionType.Conditional => true,
        ExpressionType.Constant => node.Type == typeof(string) || node.Type.IsPrimitive,
        ExpressionType.AndAlso or ExpressionType.OrElse or ExpressionType.And or ExpressionType.Or or ExpressionType.ExclusiveOr
            or ExpressionType.Not => node.Type == typeof(bool),
        ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
            or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => true,
        ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo
            or ExpressionType.Negate => IsFloating(node.Type),
        ExpressionType.Convert => IsFloating(node.Type),
        ExpressionType.Call => node is MethodCallExpression { Object: null } call && IsFloating(node.Type) && call.Method.DeclaringType == typeof(Math),
        _ => false,
    };

    private static bool IsFloating(Type type) => type == typeof(float) || type == typeof(double);
}
