using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class CountryNamesTests
{
    [TestMethod]
    [DataRow("United Kingdom", "GB")]
    [DataRow("EIRE", "IE")]
    [DataRow("RSA", "ZA")]
    [DataRow("USA", "US")]
    [DataRow("Channel Islands", "JE")]
    [DataRow("United Arab Emirates", "AE")]
    [DataRow("czech republic", "CZ")]
    public void A_name_of_the_file_has_its_code(string name, string code)
    {
        Assert.IsTrue(CountryNames.TryFind(name, out var country));
        Assert.AreEqual(code, country.ToString());
    }

    [TestMethod]
    [DataRow("Unspecified")]
    [DataRow("European Community")]
    public void A_name_that_is_no_single_country_is_known_and_unset(string name)
    {
        Assert.IsTrue(CountryNames.TryFind(name, out var country));
        Assert.IsNull(country);
    }

    [TestMethod]
    public void An_unknown_name_is_refused() => Assert.IsFalse(CountryNames.TryFind("Atlantis", out _));
}
