using System.Buffers;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Behaviour;

[TestClass]
public sealed class BoughtItemsTests
{
    private static readonly BehaviourOptions Options = new();

    [TestMethod]
    public void What_was_bought_is_kept_newest_first_and_survives_a_snapshot_and_a_sign_in()
    {
        var texts = new TextTable(1_000);
        var customer = Bought(texts, isCustomer: true, (1_000, ["a", "b"]), (3_000, ["a"]));
        customer.Add(Click(ClickKind.ProductViewed, 4_000, ["viewed"]), texts, Options);
        CollectionAssert.AreEqual((string[])["a 3000", "b 1000"], Names(customer, texts));

        customer.Absorb(Bought(texts, isCustomer: false, (2_000, ["c"]), (5_000, ["b"])));
        CollectionAssert.AreEqual((string[])["b 5000", "a 3000", "c 2000"], Names(customer, texts));

        var bytes = new ArrayBufferWriter<byte>();
        customer.Write(bytes);
        var again = Visitor.Read(bytes.WrittenSpan, out var read);
        Assert.AreEqual(bytes.WrittenCount, read);
        CollectionAssert.AreEqual(Names(customer, texts), Names(again, texts));
        Assert.AreEqual(customer.Recent.Count, again.Recent.Count);
    }

    [TestMethod]
    public void Only_the_latest_bought_items_are_kept()
    {
        var texts = new TextTable(1_000);
        var visitor = Bought(texts, isCustomer: true, [.. Enumerable.Range(1, 60).Select(static i => ((long)i, (string[])[$"s{i}"]))]);
        Assert.HasCount(Visitor.BoughtItems, visitor.Bought);
        Assert.AreEqual((60L, 21L), (visitor.Bought[0].AtMs, visitor.Bought[^1].AtMs));
    }

    [TestMethod]
    public void A_visitor_written_before_there_were_bought_items_is_read()
    {
        var visitor = new Visitor();
        visitor.Begin(new Pseudonym(7), isCustomer: true);
        var bytes = new ArrayBufferWriter<byte>();
        visitor.Write(bytes);
        var now = bytes.WrittenSpan.ToArray();

        // Byte 16 has the flags, byte 101 counts recent items, byte 102 bought ones.
        Assert.AreEqual((3, 0, 0), (now[16], now[101], now[102]));
        byte[] before = [.. now[..16], 1, .. now[17..102], .. now[103..]];
        var again = Visitor.Read(before, out var read);
        Assert.AreEqual(before.Length, read);
        Assert.AreEqual((new Pseudonym(7), true, 0), (again.Key, again.IsCustomer, again.Bought.Count));
    }

    private static Visitor Bought(TextTable texts, bool isCustomer, params (long AtMs, string[] Skus)[] orders)
    {
        var visitor = new Visitor();
        visitor.Begin(new Pseudonym(7), isCustomer);
        foreach (var (at, skus) in orders)
        {
            visitor.Add(Click(ClickKind.OrderCompleted, at, skus), texts, Options);
        }

        return visitor;
    }

    private static Click Click(ClickKind kind, long atMs, string[] skus)
    {
        var click = new Click { Kind = kind, AtMs = atMs, Market = CountryCode.Parse("DE") };
        click.Items.AddRange(skus.Select(static sku => new ClickItem(sku, 1, 10, "category", "brand")));
        return click;
    }

    private static string[] Names(Visitor visitor, TextTable texts)
    {
        foreach (var sku in (string[])["a", "b", "c"])
        {
            texts.Add(sku);
        }

        return [.. visitor.Bought.Select(item => $"{texts.Find(item.Key)} {item.AtMs}")];
    }
}
