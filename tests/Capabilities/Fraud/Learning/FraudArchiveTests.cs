using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud.Learning;

[TestClass]
public sealed class FraudArchiveTests
{
    [TestMethod]
    public void Version_1_of_the_decisions_stays_as_it_was_so_that_journals_of_older_apps_are_read()
    {
        var columns = FraudArchiveVersion1.Decisions.Columns;

        Assert.HasCount(12 + 95, columns);
        Assert.AreEqual("payment_id customer_key market occurred_at decided_at", string.Join(' ', columns.Take(5).Select(column => column.Name)));
        Assert.AreEqual("amount", columns[12].Name);
        Assert.AreEqual("seller_is_new", columns[^1].Name);
        Assert.AreEqual(FraudArchive.Decisions.Name, FraudArchiveVersion1.Decisions.Name);
        Assert.AreEqual((1, 4), (FraudArchiveVersion1.Decisions.Version, FraudArchive.Decisions.Version));
    }

    [TestMethod]
    public void Version_2_of_the_decisions_stays_as_it_was_too()
    {
        var columns = FraudArchiveVersion2.Decisions.Columns;

        Assert.HasCount(18 + 144, columns);
        Assert.AreEqual("rate_table amount", string.Join(' ', columns.Skip(17).Take(2).Select(column => column.Name)));
        Assert.AreEqual("seller_days_since_first_fraud", columns[^1].Name);
        Assert.AreEqual((FraudArchive.Decisions.Name, 2), (FraudArchiveVersion2.Decisions.Name, FraudArchiveVersion2.Decisions.Version));
    }

    [TestMethod]
    public void Version_3_of_the_decisions_stays_as_it_was_too()
    {
        var columns = FraudArchiveVersion3.Decisions.Columns;

        Assert.HasCount(26 + 148, columns);
        Assert.AreEqual("capped amount", string.Join(' ', columns.Skip(25).Take(2).Select(column => column.Name)));
        Assert.AreEqual("seller_days_since_first_fraud", columns[^1].Name);
        Assert.AreEqual((FraudArchive.Decisions.Name, 3), (FraudArchiveVersion3.Decisions.Name, FraudArchiveVersion3.Decisions.Version));
        CollectionAssert.IsSubsetOf(columns.Select(column => column.Name).ToList(), FraudArchive.Decisions.Columns.Select(column => column.Name).ToList());
    }
}
