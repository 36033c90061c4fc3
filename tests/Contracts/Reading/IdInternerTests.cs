using System.Text;
using CsCheck;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class IdInternerTests
{
    [TestMethod]
    public void A_text_comes_back_whatever_was_interned_before() =>
        Gen.String.Array[1, 200].Sample(static texts =>
        {
            var ids = new IdInterner(4);
            foreach (var text in texts.Select(static text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))))
            {
                Assert.AreEqual(text, ids.Intern(Encoding.UTF8.GetBytes(text)));
            }
        });

    [TestMethod]
    public void A_repeated_id_is_the_same_string()
    {
        var ids = new IdInterner();
        Assert.AreSame(ids.Intern("cust-1"u8), ids.Intern("cust-1"u8));
        Assert.AreSame(ids.Intern("客-1"u8), ids.Intern("客-1"u8));
    }

    [TestMethod]
    public void A_full_table_forgets_old_ids_and_keeps_working()
    {
        var ids = new IdInterner(64);
        var first = ids.Intern("first"u8);
        for (var number = 0; number < 100_000; number++)
        {
            _ = ids.Intern(Encoding.UTF8.GetBytes($"id-{number}"));
        }

        var again = ids.Intern("first"u8);
        Assert.AreEqual(first, again);
        Assert.AreNotSame(first, again);
        Assert.AreSame(again, ids.Intern("first"u8));
    }

    [TestMethod]
    public void Ids_of_single_events_push_no_other_id_out()
    {
        var ids = new IdInterner(64);
        var customer = ids.Intern("cust-1"u8);
        for (var number = 0; number < 10_000; number++)
        {
            Assert.AreEqual($"pay-{number}", ids.InternOnce(Encoding.UTF8.GetBytes($"pay-{number}")));
        }

        Assert.AreSame(customer, ids.Intern("cust-1"u8));
        Assert.AreSame(ids.InternOnce("pay-1"u8), ids.InternOnce("pay-1"u8), "a redelivery is the same string");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    [DataRow(100)]
    public void A_number_of_slots_that_is_no_power_of_two_is_refused(int slots) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new IdInterner(slots));
}
