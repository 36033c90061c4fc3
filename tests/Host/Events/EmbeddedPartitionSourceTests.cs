namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class EmbeddedPartitionSourceTests : PartitionSourceContract
{
    protected override bool TellsTakeover => false;

    private protected override IHubClient NewClient(TestHubServer server) => new EmbeddedHubClient("localhost", server.Hub);
}
