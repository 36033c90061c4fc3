using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Policies and payments of tests.</summary>
internal static class Policies
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static PolicyRule Rule(string name, string expression, DecisionOutcome effect = DecisionOutcome.Review, double modifier = 0) =>
        new(name, expression, new PolicyRuleEffect(effect, modifier));

    public static PolicyDocument Of(params PolicyRule[] rules) => new() { Workflow = new PolicyWorkflow("fraud", rules) };

    public static PendingPayment Payment(string market = "DE", float amount = 50) => new(
        "p-1", new Pseudonym(1), CountryCode.Parse(market), new Money((long)(amount * 100), CurrencyCode.Parse("EUR")), amount, false, Now, Now, 1, "test")
    {
        Keys = new PaymentKeys(new Pseudonym(2), new Pseudonym(3), new Pseudonym(4), default, default, default, new Pseudonym(5)),
    };

    public static FraudDecision Decide(
        PolicyDocument document, float score, PendingPayment? payment = null, DeclineWindow? declines = null, float[]? row = null)
    {
        var decision = new FraudDecision { DecidedAt = Now, Partition = "0" };
        var terms = new DecisionTerms(new FraudOptions(), FraudPolicy.Compile(document, "7"), null);
        FraudDecider.Decide(terms, payment ?? Payment(), row ?? new float[FraudColumns.Width], score, declines ?? new DeclineWindow(), decision);
        return decision;
    }
}
