using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>The scorer of a process that is never restarted, while analysts change the policy in the blobs.</summary>
[TestClass]
public sealed class PolicyReloadTests
{
    private const int InUse = 2030;
    private const int Refused = 2031;
    private readonly FakeTimeProvider _time = new(Policies.Now);
    private readonly SignalLogger<FraudPolicySlot> _log = new();
    private int _payments;

    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_policy_changed_in_its_blob_decides_the_next_payment_and_a_bad_one_leaves_the_old()
    {
        var folder = Directory.CreateTempSubdirectory("xb-policy-").FullName;
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, Token))
        {
            var container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(FraudPolicyStore.ContainerName);
            var store = new FraudPolicyStore(container, _time);
            await using var policies = new FraudPolicySlot(store, _time, _log);
            await using var model = new ModelSlot(
                new ModelRegistry(container, _time), new ModelSlotOptions { Model = "fraud" }, _time, NullLogger<ModelSlot>.Instance);
            using var meters = new TestMeters();
            var scorer = new PaymentScorer(
                new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates()),
                model,
                new FraudOptions(),
                new FraudInstruments(meters),
                _time,
                NullLogger<PaymentScorer>.Instance,
                policies);
            var state = scorer.CreateState(new StreamPartition(HubNames.Payments, "fraud", "0"));
            await policies.StartAsync(Token);
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Approve, FraudPolicy.DefaultVersion);

            Assert.AreEqual(1, await store.PublishAsync(Policies.Of(Policies.Rule("dear", "amount > 20")), null, "publish", Token));
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Approve, FraudPolicy.DefaultVersion);
            await LookAgainAsync(InUse, "policy 1");
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Review, "1");

            await PutAsync(container, 2, Policies.Of(Policies.Rule("wrong", "amuont > 20")).ToJson());
            await LookAgainAsync(Refused, "amuont");
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Review, "1");

            await PutAsync(container, 3, "no JSON"u8.ToArray());
            await LookAgainAsync(Refused, "1 stays in use");
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Review, "1");

            await PutAsync(container, 4, Policies.Of(Policies.Rule("dear", "amount > 20", DecisionOutcome.Decline)).ToJson());
            await LookAgainAsync(InUse, "policy 4");
            Assert.IsNull(policies.Reason);
            AssertDecided(await DecideAsync(scorer, state), DecisionOutcome.Decline, "4");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void AssertDecided(FraudDecided decided, DecisionOutcome outcome, string version) =>
        Assert.AreEqual((outcome, version), (decided.Outcome, decided.Policy!.Version));

    // As somebody would do it without the command, which refuses such a policy.
    private async Task PutAsync(BlobContainerClient container, int version, byte[] policy)
    {
        await container.GetBlobClient($"fraud/versions/{version:D6}.json").UploadAsync(BinaryData.FromBytes(policy), overwrite: true, Token);
        await container.GetBlobClient("fraud/current.json").UploadAsync(
            BinaryData.FromString($$"""{"version":{{version}},"latest":{{version}},"history":[]}"""), overwrite: true, Token);
    }

    private async Task LookAgainAsync(int eventId, string expected)
    {
        _time.Advance(FraudPolicySlot.PollInterval);
        Assert.Contains(expected, await _log.NextAsync(eventId, Token));
    }

    private async Task<FraudDecided> DecideAsync(PaymentScorer scorer, FraudState state)
    {
        var (result, number) = (new BatchResult(), ++_payments);
        var body = $$"""
            {"type":"payment.authorised","paymentId":"p-{{number}}","occurredAt":"{{Policies.Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{number}}",
            "instrumentId":"i-{{number}}","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR"}
            """;
        await scorer.ProcessAsync(
            state, new StreamEvent[] { new(number, Policies.Now, Encoding.UTF8.GetBytes(body), null, null, null) }, result, Token);
        return JsonSerializer.Deserialize(result.OutputAt(0).Body.Span, EventJson.Default.FraudDecided)!;
    }
}
