using System.Text.Json.Nodes;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class FraudReasonTextsTests
{
    [TestMethod]
    public void Every_code_that_a_decision_can_carry_has_a_text_for_both_audiences_in_every_language()
    {
        var codes = Enumerable.Range(0, FraudColumns.Width).Select(column => FraudReasonCatalogue.ForColumn(column, 1, 1).Code)
            .Concat(FraudPolicy.Default.Document.Workflow.Rules.Select(rule => rule.RuleName))
            .Concat(new[]
            {
                FraudReasonCatalogue.BelowThresholds, FraudReasonCatalogue.NoModel, FraudReasonCatalogue.AllowList, FraudReasonCatalogue.DenyList,
                FraudReasonCatalogue.DeclineCap,
            }.Select(reason => reason.Code))
            .Distinct().ToList();

        CollectionAssert.AreEqual(new[] { "en", "zh", "de", "fr", "es", "pt", "ja" }, FraudReasonTexts.Languages.ToList());
        CollectionAssert.IsSubsetOf(codes, FraudReasonTexts.Codes.ToList());
        foreach (var language in FraudReasonTexts.Languages)
        {
            var agent = codes.Select(code => FraudReasonTexts.TextOf(code, language)).ToList();
            Assert.HasCount(codes.Count, agent.Distinct().ToList(), $"{language}: a text stands for one code");
            Assert.IsTrue(agent.All(text => text.Length > 4));
            Assert.AreEqual(
                2, codes.Select(code => FraudReasonTexts.TextOf(code, language, ReasonAudience.Buyer)).Distinct().Count(), "a buyer cannot tell codes apart");
        }
    }

    [TestMethod]
    public void A_region_does_not_matter_and_an_unknown_language_reads_English()
    {
        Assert.AreEqual(FraudReasonTexts.TextOf("amount", "pt"), FraudReasonTexts.TextOf("amount", "pt-BR"));
        Assert.AreEqual(FraudReasonTexts.TextOf("amount"), FraudReasonTexts.TextOf("amount", "tlh"));
        Assert.IsFalse(FraudReasonTexts.Speaks("tlh"));
        Assert.AreNotEqual(FraudReasonTexts.TextOf("amount"), FraudReasonTexts.TextOf("ruleOfAnAnalyst"));
    }

    [TestMethod]
    public void An_answer_to_a_buyer_holds_no_reason_rule_score_or_feature()
    {
        var body =
            """{"paymentId":"p-1","outcome":"decline","score":0.97,"reasons":[{"code":"newDevice","feature":"device_is_new"}],"rules":[{"name":"r"}]}"""u8;

        var buyer = JsonNode.Parse(FraudReasonTexts.AddTo(body, "de", ReasonAudience.Buyer))!.AsObject();
        var agent = JsonNode.Parse(FraudReasonTexts.AddTo(body, "de", ReasonAudience.Agent))!;

        CollectionAssert.AreEqual(new[] { "paymentId", "outcome", "text" }, buyer.Select(member => member.Key).ToList());
        Assert.AreEqual(FraudReasonTexts.TextOf("newDevice", "de"), (string?)agent["reasons"]![0]!["text"]);
        Assert.AreEqual(0.97, (double)agent["score"]!);
    }
}
