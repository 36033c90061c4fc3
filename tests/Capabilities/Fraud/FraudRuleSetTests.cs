using RulesEngine.Models;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudRuleSetTests
{
    [TestMethod]
    [DataRow("foo > 1", "Rule 'r', position 0: Unknown identifier 'foo'", DisplayName = "an unknown name")]
    [DataRow("amount >", "Rule 'r', position 8", DisplayName = "an expression that breaks off")]
    [DataRow("amount + 1", "Rule 'r', position 0", DisplayName = "a number")]
    [DataRow("market.Length > 1", "'market.Length' is not allowed", DisplayName = "a member")]
    [DataRow("market.Contains(\"D\")", "is not allowed", DisplayName = "a method")]
    [DataRow("1 / 0 > amount", "is not allowed", DisplayName = "a division that can fail")]
    [DataRow("", "workflow:", DisplayName = "nothing")]
    public void What_a_rule_may_not_be_is_refused_with_its_name_and_position(string expression, string expected)
    {
        var exception = Assert.ThrowsExactly<PolicyException>(() => FraudPolicy.Compile(Policies.Of(Policies.Rule("r", expression)), "1"));

        StringAssert.Contains(exception.Message, expected);
    }

    [TestMethod]
    public void A_misspelt_member_is_refused_with_its_place()
    {
        var exception = Assert.ThrowsExactly<PolicyException>(() => PolicyDocument.Parse(
            """{"workflow":{"WorkflowName":"fraud","Rules":[{"RuleName":"r","Expression":"amount > 1","Properties":{"efect":"review"}}]}}"""u8));

        StringAssert.Contains(exception.Message, "efect");
        StringAssert.Contains(exception.Message, "$.workflow.Rules[0]");
    }

    [TestMethod]
    public async Task Compiled_rules_hit_what_RulesEngine_itself_hits()
    {
        PolicyRule[] rules =
        [
            Policies.Rule("plain", "amount >= 100"),
            Policies.Rule("either", "amount < 5 || !(customer_payments_30d > 2)"),
            Policies.Rule("facts", "market in (\"DE\", \"FR\") && crossBorder && score >= 0.25"),
            Policies.Rule("arithmetic", "Math.Abs(amount - 50) / 10 > 3.5"),
        ];
        var document = Policies.Of(rules);
        var compiled = PolicyRuleSet.Compile(document.Workflow);
        var engine = new RulesEngine.RulesEngine([PolicyRuleSet.ToRulesEngine(document.Workflow, rules)]);
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var row = new float[FraudColumns.Width];
            row[FraudColumns.IndexOf("amount")] = i == 0 ? float.NaN : random.Next(200);
            row[FraudColumns.IndexOf("customer_payments_30d")] = random.Next(5);
            var facts = new PolicyFacts { Market = random.Next(2) == 0 ? "DE" : "JP", CrossBorder = random.Next(2) == 0, Score = random.NextDouble() };

            var expected = await engine.ExecuteAllRulesAsync(
                "fraud",
                new RuleParameter("amount", row[FraudColumns.IndexOf("amount")]),
                new RuleParameter("customer_payments_30d", row[FraudColumns.IndexOf("customer_payments_30d")]),
                new RuleParameter("market", facts.Market),
                new RuleParameter("crossBorder", facts.CrossBorder),
                new RuleParameter("score", facts.Score));

            var hits = compiled.Evaluate(row, facts);
            for (var rule = 0; rule < rules.Length; rule++)
            {
                Assert.AreEqual(expected[rule].IsSuccess, (hits & (1UL << rule)) != 0, $"{rules[rule].RuleName} in round {i}");
            }
        }
    }

    [TestMethod]
    public void A_rule_that_is_switched_off_is_left_out()
    {
        var document = Policies.Of(Policies.Rule("off", "amount >= 0") with { Enabled = false }, Policies.Rule("on", "amount >= 0"));

        var rules = PolicyRuleSet.Compile(document.Workflow);

        Assert.AreEqual("on", rules.Rules.Single().Name);
        Assert.AreEqual(1UL, rules.Evaluate(new float[FraudColumns.Width], new PolicyFacts()));
    }
}
