using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Tests.Simulation;

[TestClass]
public sealed class CatalogueTests
{
    [TestMethod]
    public void Every_product_has_a_title_in_every_language_of_the_markets()
    {
        var world = MarketplaceWorld.Create(new SimulationOptions());
        var languages = Markets.All.Select(static market => market.Language.Primary.ToString()).Distinct().ToArray();
        foreach (var language in languages)
        {
            Assert.Contains(language, world.Catalogue.Lexicon.Languages);
            foreach (var product in world.Catalogue.Products)
            {
                var title = world.Catalogue.Lexicon.Title(product, language);
                Assert.Contains(product.Brand, title);
                Assert.Contains(product.Size, title);
                Assert.DoesNotContain("  ", title);
            }
        }
    }

    [TestMethod]
    public void Titles_are_written_as_each_language_writes_them()
    {
        var world = MarketplaceWorld.Create(new SimulationOptions());
        var kettle = world.Catalogue.Products.First(static product => product.Category.Key == "kettle") with
        {
            Brand = "Norvika", Qualifier = "steel", Size = "1000 ml",
        };
        string Title(string language) => world.Catalogue.Lexicon.Title(kettle, language);

        Assert.AreEqual("Norvika Kettle made of stainless steel, 1000 ml", Title("en"));
        Assert.AreEqual("Wasserkocher aus Edelstahl Norvika, 1000 ml", Title("de"));
        Assert.AreEqual("Bouilloire en acier inoxydable Norvika, 1000 ml", Title("fr"));
        Assert.AreEqual("Norvika ステンレス製ケトル 1000 ml", Title("ja"));
        Assert.AreEqual("Norvika 스테인리스 주전자 1000 ml", Title("ko"));
        Assert.AreEqual("غلاية من الفولاذ المقاوم للصدأ Norvika، 1000 ml", Title("ar"));
    }

    [TestMethod]
    public void The_lexicon_has_a_word_in_every_cell()
    {
        var rows = LexiconTable.Read("words");
        foreach (var row in rows)
        {
            Assert.HasCount(rows[0].Length, row, row[0]);
            Assert.IsTrue(row.All(static cell => cell.Length > 0 && cell.Trim() == cell), row[0]);
        }

        var keys = rows.Select(static row => row[0]).ToHashSet();
        foreach (var leaf in CategoryTree.Load().Leaves)
        {
            Assert.Contains($"category.{leaf.Key}", keys);
            Assert.Contains($"department.{leaf.Department}", keys);
            Assert.IsTrue(leaf.Qualifiers.All(qualifier => keys.Contains($"qualifier.{qualifier}")), leaf.Key);
        }
    }

    [TestMethod]
    public void Prices_are_positive_and_alike_across_markets()
    {
        var world = MarketplaceWorld.Create(new SimulationOptions());
        foreach (var product in world.Catalogue.Products)
        {
            foreach (var storefront in world.Storefronts)
            {
                var euros = (double)new Money(product.Prices[storefront.Index], storefront.Market.Currency).ToDecimal()
                    / storefront.Profile.PerEuro / storefront.Profile.PriceLevel;
                Assert.IsInRange(0.45 * product.Euros, 1.8 * product.Euros, euros, $"{product.Sku} in {storefront.Profile.Code}");
            }
        }
    }

    [TestMethod]
    public void A_product_that_sells_out_comes_back_after_its_lead_time()
    {
        var world = MarketplaceWorld.Create(EventsOfARun.Small);
        var inventory = new Inventory(world.Options, world.Catalogue);
        var product = world.Catalogue.Products.First(static product => !product.Category.IsDigital);
        var at = world.Options.Start;
        var full = inventory.Available(product, at);

        inventory.Sell(product, full, at);

        Assert.AreEqual(0, inventory.Available(product, at.AddDays(5)));
        Assert.AreEqual(full, inventory.Available(product, at.AddDays(30)));
    }

    [TestMethod]
    public void The_catalogue_is_written_with_one_product_a_line()
    {
        var world = MarketplaceWorld.Create(EventsOfARun.Small);
        using var stream = new MemoryStream();
        CatalogueWriter.Write(world, stream);
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.HasCount(world.Options.Products, lines);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.AreEqual("sku-000001", first.RootElement.GetProperty("sku").GetString());
        Assert.IsGreaterThan(0m, first.RootElement.GetProperty("prices").GetProperty("JP").GetDecimal());
        Assert.IsGreaterThan(0, first.RootElement.GetProperty("titles").GetProperty("pl").GetString()!.Length);
    }
}
