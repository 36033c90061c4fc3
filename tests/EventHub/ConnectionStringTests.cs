using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class ConnectionStringTests
{
    [TestMethod]
    [DataRow("Endpoint=sb://localhost;SharedAccessKeyName=k;SharedAccessKey=a=b=;UseDevelopmentEmulator=true;", "localhost", 5672, null)]
    [DataRow("endpoint=sb://localhost:5673/;sharedaccesskeyname=k;sharedaccesskey=a=b=;EntityPath=payments;usedevelopmentemulator=True", "localhost", 5673, "payments")]
    [DataRow("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=a=b=", "shop.servicebus.windows.net", 5671, null)]
    public void Parts_are_read(string text, string host, int port, string? hub)
    {
        var parsed = HubConnectionString.Parse(text);
        Assert.AreEqual((host, port, hub, "k", "a=b="), (parsed.Host, parsed.Port, parsed.EntityPath, parsed.KeyName, parsed.Key));
    }

    [TestMethod]
    [DataRow("SharedAccessKeyName=k;SharedAccessKey=v", "Endpoint is missing")]
    [DataRow("Endpoint=http://host;SharedAccessKeyName=k;SharedAccessKey=v", "Endpoint is 'http://host'")]
    [DataRow("Endpoint=sb://host;SharedAccessKey=v", "SharedAccessKeyName is missing")]
    [DataRow("Endpoint=sb://host;SharedAccessKeyName=k;SharedAccessKey=", "SharedAccessKey is missing")]
    [DataRow("Endpoint=sb://host;Endpoint=sb://host;SharedAccessKeyName=k;SharedAccessKey=v", "Endpoint is given twice")]
    [DataRow("Endpoint=sb://host;SharedAccessKeyName=k;SharedAccessKey=v;UseDevelopmentEmulator=yes", "UseDevelopmentEmulator is 'yes'")]
    [DataRow("hello", "a part has no name")]
    public void A_bad_part_is_named(string text, string expected)
    {
        var exception = Assert.ThrowsExactly<HubConnectionStringException>(() => HubConnectionString.Parse(text));
        Assert.Contains(expected, exception.Message);
    }

    [TestMethod]
    public void The_key_never_shows()
    {
        var parsed = HubConnectionString.Parse("Endpoint=sb://host;SharedAccessKeyName=name;SharedAccessKey=secret");
        Assert.DoesNotContain("secret", parsed.ToString());
    }

    [TestMethod]
    public void A_token_is_accepted_until_it_expires_and_only_with_its_key()
    {
        var time = new FakeTimeProvider();
        var keys = new Dictionary<string, string> { ["name"] = "secret" };
        var token = SasToken.Create("sb://localhost:1/payments", "name", "secret", time.GetUtcNow().AddMinutes(1));

        Assert.IsTrue(SasToken.TryVerify(token, keys, time.GetUtcNow(), out var read, out _));
        Assert.AreEqual("sb://localhost:1/payments", read.Audience);
        Assert.IsFalse(SasToken.TryVerify(token, keys, time.GetUtcNow().AddMinutes(2), out _, out var expired));
        Assert.Contains("expired", expired);
        Assert.IsFalse(SasToken.TryVerify(token.Replace("payments", "invoices", StringComparison.Ordinal), keys, time.GetUtcNow(), out _, out _));
        Assert.IsFalse(SasToken.TryVerify(token, new Dictionary<string, string> { ["name"] = "other" }, time.GetUtcNow(), out _, out _));
        Assert.IsFalse(SasToken.TryVerify("nonsense", keys, time.GetUtcNow(), out _, out _));
    }

    /// <summary>Made by node: crypto.createHmac('sha256', 'secret').update(encodeURIComponent('sb://localhost/payments') + '\n1900000000').digest('base64').</summary>
    [TestMethod]
    public void A_token_is_signed_as_other_clients_sign_it() => Assert.Contains(
        $"sig={Uri.EscapeDataString("o+PGtKQ4CQ66uurU1rQwmoN/CW/kEbQrtZqE98c1UyQ=")}&se=1900000000&skn=name",
        SasToken.Create("sb://localhost/payments", "name", "secret", DateTimeOffset.FromUnixTimeSeconds(1_900_000_000)));
}
