using Azure.Core;
using Azure.Core.Pipeline;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Host;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>How long a partition rests between two publications.</summary>
[TestClass]
public sealed class ExchangeRestTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0, 1, DisplayName = "quick storage: an interval")]
    [DataRow(1_000, 2, DisplayName = "1 s: twenty times as long")]
    [DataRow(10_000, 6, DisplayName = "10 s: six intervals and no longer")]
    public async Task The_longer_publishing_takes_the_longer_a_partition_gathers_before_the_next(int publishingMilliseconds, int intervals)
    {
        var folder = Directory.CreateTempSubdirectory("xb-exchange-rest-").FullName;
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, TestContext.CancellationToken))
        {
            var storage = new SlowAppends();
            await using var rig = new ExchangeRig(azurite.ConnectionString, policy: storage);
            storage.Append = () => rig.Clock.Advance(TimeSpan.FromMilliseconds(publishingMilliseconds));
            await rig.PayAsync("0", 1, customer: 1);
            await rig.PublishAsync("0");
            var first = rig.Exchange.PublisherOf("0").Publishing;
            Assert.AreEqual(1, storage.Appends, "The first is told after an interval.");

            await rig.PayAsync("0", 2, customer: 1);
            for (var passed = 1; passed < intervals; passed++)
            {
                await rig.PublishAsync("0");
                Assert.AreSame(first, rig.Exchange.PublisherOf("0").Publishing, $"{passed} of {intervals} intervals have passed");
            }

            await rig.PublishAsync("0");
            Assert.AreEqual(2, storage.Appends);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Takes the time of the test's clock for each block of sums.</summary>
    private sealed class SlowAppends : HttpPipelinePolicy
    {
        public Action Append { get; set; } = static () => { };

        public int Appends { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            var uri = message.Request.Uri.ToUri();
            if (uri.AbsolutePath.Contains(ExchangeStore.ContainerName, StringComparison.Ordinal) && uri.Query.Contains("comp=appendblock", StringComparison.Ordinal))
            {
                Appends++;
                Append();
            }
        }
    }
}
