using XbFunctions.Training.Translation;

namespace XbFunctions.Training.Tests.Translation;

/// <summary>Names of categories put together from known parts.</summary>
[TestClass]
public sealed class CategoryRulesTests
{
    [TestMethod]
    public void A_compound_is_made_as_those_that_were_seen_are()
    {
        var rules = Learn([
            ("Camera", "Kameras"), ("Camera Accessory", "Kamerazubehör"), ("Printer", "Drucker"), ("Phone", "Telefone"), ("Phone Accessory", "Telefonzubehör"),
            ("Phone Case", "Telefonhüllen"), ("Tent", "Zelte"), ("Big Tent", "Große Zelte")]);
        Assert.AreEqual("Druckerzubehör", rules.Best(["Printer Accessory"], ["printer", "accessory"]));
        Assert.AreEqual("Kamerahüllen", rules.Best(["Camera Case"], ["camera", "case"]));
        Assert.AreEqual("Zelthüllen", rules.Best(["Tent Case"], ["tent", "case"]));
    }

    [TestMethod]
    public void A_part_goes_where_the_language_puts_it_and_in_small_letters()
    {
        var rules = Learn([
            ("Bike", "Vélos"), ("Tent", "Tentes"), ("Lamp", "Lampes"), ("Bike Accessory", "Accessoires pour vélos"), ("Tent Accessory", "Accessoires pour tentes"), ("CD", "CD")]);
        Assert.AreEqual("Accessoires pour lampes", rules.Best(["Lamp Accessory"], ["lamp", "accessory"]));
        Assert.AreEqual("Accessoires pour CD", rules.Best(["CD Accessory"], ["cd", "accessory"]));
    }

    [TestMethod]
    public void Two_parts_that_were_never_seen_alone_are_put_together()
    {
        var rules = Learn([("Boot", "Stiefel"), ("Pole", "Stöcke"), ("Ski Boot", "Skistiefel"), ("Tent", "Zelte"), ("Tent Pole", "Zeltstöcke")]);
        Assert.AreEqual("Skistöcke", rules.Best(["Ski Pole"], ["ski", "pole"]));
    }

    [TestMethod]
    public void Relatives_decide_between_patterns()
    {
        (string[], List<string>, string)[] names = [
            (["Music"], ["music"], "音楽"), (["Music", "Guitar"], ["guitar"], "ギター"), (["Music", "Drum"], ["drum"], "ドラム"), (["Music", "Drum Strap"], ["drum", "strap"], "ドラム用ストラップ"),
            (["Music", "Violin"], ["violin"], "バイオリン"), (["Music", "Drum Accessory"], ["drum", "accessory"], "ドラム関連用品"), (["Pets", "Dog"], ["dog"], "犬"), (["Pets", "Dog Accessory"], ["dog", "accessory"], "犬アクセサリー")];
        var rules = CategoryRules.Learn(names, []);
        Assert.AreEqual("ギター関連用品", rules.Best(["Music", "Guitar Accessory"], ["guitar", "accessory"]));
    }

    [TestMethod]
    public void A_term_of_the_lexicon_is_a_part_too_and_what_nothing_is_known_of_is_left_alone()
    {
        var rules = CategoryRules.Learn([(["Dog"], ["dog"], "Hunde"), (["Dog Bed"], ["dog", "bed"], "Hundebetten")], [(["cat"], "Katzen", 1)]);
        Assert.AreEqual("Katzenbetten", rules.Best(["Cat Bed"], ["cat", "bed"]));
        Assert.IsNull(rules.Best(["Zorb"], ["zorb"]));
    }

    private static CategoryRules Learn((string Source, string Target)[] names) =>
        CategoryRules.Learn([.. names.Select(static name => ((string[])[name.Source], name.Source.ToLowerInvariant().Split(' ').ToList(), name.Target))], []);
}
