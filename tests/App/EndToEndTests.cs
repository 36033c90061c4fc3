using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.App.Tests;

/// <summary>The app as a process: real AMQP, real blobs, the shipped model.</summary>
[TestClass]
public sealed class EndToEndTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, DisplayName = "Payments become decisions of the shipped model and poison becomes dead letters")]
    [DataRow(true, DisplayName = "Payments become decisions of the shipped model and poison becomes dead letters, each function in a process of its own")]
    public async Task Payments_become_decisions_of_the_shipped_model_and_poison_becomes_dead_letters(bool isolated)
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        IReadOnlyList<FraudDecided> decisions;
        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            var hubs = app.Addresses.EventHubs!;
            string[] good = [.. Enumerable.Range(0, 60).Select(i => $"p-{i}")];
            (string, string)[] events =
            [
                .. good.Select((id, i) => ($"c-{i % 7}", Payment(id, $"c-{i % 7}"))),
                ("c-1", "no json at all"),
                ("c-2", Payment("p-bad", "c-2").Replace("25.50", "-1", StringComparison.Ordinal)),
                ("c-3", Payment("p-old", "c-3", Now.AddYears(-1))),
            ];
            await DecisionReading.SendAsync(hubs, events, cancellation);
            decisions = await DecisionReading.ReadUntilAsync(hubs, good.ToHashSet(), cancellation);

            CollectionAssert.AreEquivalent(good, decisions.Select(decided => decided.PaymentId.Value).ToArray());
            Assert.IsTrue(decisions.All(decided => decided.Model is { Name: "fraud" }), "the shipped model scores from the first payment on");
            Assert.IsTrue(decisions.All(decided => decided.Reasons.Count > 0), "every decision says why");

            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri("fraud/decisions/p-1", UriKind.Relative), cancellation)).StatusCode);
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            await CheckReadyAsync(http, cancellation);
            var missing = await http.GetAsync(new Uri("fraud/decisions/p-bad", UriKind.Relative), cancellation);
            Assert.AreEqual(HttpStatusCode.NotFound, missing.StatusCode);
            StringAssert.Contains(await missing.Content.ReadAsStringAsync(cancellation), "\"field\":\"paymentId\"");
            var deadLetters = await ReadDeadLettersAsync(app.Addresses.Storage, cancellation);
            CollectionAssert.AreEquivalent(new[] { "parse", "parse", "validate" }, deadLetters.Select(letter => letter.Stage).ToArray());

            // A clean stop writes what waits behind the commits.
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            var body = await http.GetStringAsync(new Uri("fraud/decisions/p-7", UriKind.Relative), cancellation);
            await CheckCustomerAsync(http, decisions, cancellation);
            Assert.AreEqual(60, await CountArchivedAsync(app.Addresses.Storage, cancellation));
            Assert.AreEqual("p-7", JsonSerializer.Deserialize(body, EventJson.Default.FraudDecided)!.PaymentId.Value);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task CheckReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, body);
        using var health = JsonDocument.Parse(body);
        Assert.AreEqual("ready", health.RootElement.GetProperty("status").GetString(), body);
        CollectionAssert.IsSubsetOf(
            new[] { "hub", "storage", "model", "lag", "training" },
            health.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow(false, DisplayName = "A killed app goes on where it was and loses and doubles nothing")]
    [DataRow(true, DisplayName = "A killed app of several processes goes on where it was and loses and doubles nothing")]
    public async Task A_killed_app_goes_on_where_it_was_and_loses_and_doubles_nothing(bool isolated)
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        string[] ids = [.. Enumerable.Range(0, 4_000).Select(i => $"k-{i}")];
        (string, string)[] events = [.. ids.Select((id, i) => ($"c-{i % 50}", Payment(id, $"c-{i % 50}")))];
        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            await DecisionReading.SendAsync(app.Addresses.EventHubs!, events, cancellation);
            Process[] processes = isolated ? [await app.GroupAsync("http", life: 1), await app.GroupAsync("function:ScorePayments", life: 1)] : [];
            await app.KillAsync();
            foreach (var process in processes)
            {
                // A function process whose supervisor is gone ends by itself.
                await process.WaitForExitAsync(cancellation);
                process.Dispose();
            }
        }

        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            // The producer does not know what arrived, and sends all of it again.
            await DecisionReading.SendAsync(app.Addresses.EventHubs!, [.. events, ("c-0", Payment("k-last", "c-0"))], cancellation);
            var decisions = await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, ids.Append("k-last").ToHashSet(), cancellation);

            var places = decisions.GroupBy(decided => decided.PaymentId.Value).ToList();
            Assert.HasCount(4_001, places);
            Assert.IsTrue(
                places.All(place => place.Select(decided => (decided.Partition, decided.SequenceNumber)).Distinct().Count() == 1),
                "a payment was decided at two places of the stream: it was counted twice");
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    [TestMethod]
    public async Task A_killed_function_process_is_started_again_and_loses_and_doubles_nothing()
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        string[] ids = [.. Enumerable.Range(0, 3_000).Select(i => $"f-{i}")];
        await using (var app = await AppProcess.StartAsync(data, isolated: true))
        {
            var first = ids[..1_000].ToHashSet();
            await SendAsync(app, ids[..2_000], cancellation);
            await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, first, cancellation);
            foreach (var group in (string[])["function:ScorePayments", "http"])
            {
                using var process = await app.GroupAsync(group, life: 1);
                process.Kill();
            }

            await SendAsync(app, ids[2_000..], cancellation);
            var decisions = await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, ids.ToHashSet(), cancellation);

            using (await app.GroupAsync("function:ScorePayments", life: 2))
            using (await app.GroupAsync("http", life: 2))
            {
                var places = decisions.GroupBy(decided => decided.PaymentId.Value).ToList();
                Assert.HasCount(ids.Length, places);
                Assert.IsTrue(places.All(place => place.Select(decided => (decided.Partition, decided.SequenceNumber)).Distinct().Count() == 1));
            }

            // The HTTP functions are back at the address that clients know.
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            Assert.AreEqual(HttpStatusCode.OK, await AskUntilThereAsync(http, cancellation));
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);

        static Task SendAsync(AppProcess app, string[] ids, CancellationToken cancellationToken) => DecisionReading.SendAsync(
            app.Addresses.EventHubs!, [.. ids.Select((id, i) => ($"c-{i % 50}", Payment(id, $"c-{i % 50}")))], cancellationToken);

        static async Task<HttpStatusCode> AskUntilThereAsync(HttpClient http, CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return (await http.GetAsync(new Uri("health/live", UriKind.Relative), cancellationToken)).StatusCode;
                }
                catch (HttpRequestException)
                {
                    // Its process is not up yet; the next connection is refused until it listens.
                    await Task.Yield();
                }
            }
        }
    }

    [TestMethod]
    [DataRow(false, DisplayName = "A drain stops the listeners and resume starts them again")]
    [DataRow(true, DisplayName = "A drain stops the listeners of every process and resume starts them again")]
    public async Task A_drain_stops_the_listeners_and_resume_starts_them_again(bool isolated)
    {
        var cancellation = TestContext.CancellationToken;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Addresses.Http, "/admin/host/") };
            http.DefaultRequestHeaders.Add("x-functions-key", await MasterKeys.ReadAsync(app.Addresses.Storage, cancellation));
            await SendAsync(app, "before");
            await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, new HashSet<string> { "before" }, cancellation);

            Assert.AreEqual(HttpStatusCode.Accepted, (await http.PostAsync(new Uri("drain", UriKind.Relative), null, cancellation)).StatusCode);
            while (await StateAsync() != "Completed")
            {
                await Task.Yield();
            }

            await SendAsync(app, "during");
            Assert.AreEqual(HttpStatusCode.OK, (await http.PostAsync(new Uri("resume", UriKind.Relative), null, cancellation)).StatusCode);
            Assert.AreEqual("Disabled", await StateAsync());
            var decisions = await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, new HashSet<string> { "during" }, cancellation);
            Assert.HasCount(2, decisions.DistinctBy(static decided => decided.PaymentId).ToList());
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);

            async Task<string?> StateAsync()
            {
                using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("drain/status", UriKind.Relative), cancellation));
                return status.RootElement.GetProperty("state").GetString();
            }
        }

        Directory.Delete(data, recursive: true);

        Task SendAsync(AppProcess app, string id) => DecisionReading.SendAsync(app.Addresses.EventHubs!, [("c-1", Payment(id, "c-1"))], cancellation);
    }

    /// <summary>The key of the admin calls, as the app has written it.</summary>
    internal static async Task<string> ReadMasterKeyAsync(string storage, CancellationToken cancellationToken)
    {
        var secrets = new BlobServiceClient(storage).GetBlobContainerClient("azure-webjobs-secrets");
        await foreach (var blob in secrets.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Name.EndsWith("/host.json", StringComparison.Ordinal))
            {
                var keys = await secrets.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
                using var json = JsonDocument.Parse(keys.Value.Content);
                return json.RootElement.GetProperty("masterKey").GetProperty("value").GetString()!;
            }
        }

        throw new InvalidOperationException("The app has written no keys.");
    }

    private static async Task CheckCustomerAsync(HttpClient http, IReadOnlyList<FraudDecided> decisions, CancellationToken cancellationToken)
    {
        var of = decisions.Where(decided => decided.CustomerKey == decisions[0].CustomerKey).OrderBy(decided => decided.SequenceNumber).ToList();
        var known = await http.GetFromJsonAsync<FraudCustomerAnswer>(
            new Uri($"fraud/customers/{of[0].CustomerKey}", UriKind.Relative), cancellationToken);
        Assert.AreEqual(of.Count, known!.Decisions.Approve + known.Decisions.Review + known.Decisions.Decline);
        Assert.AreEqual(of.Count(decided => decided.Outcome == DecisionOutcome.Approve), known.Decisions.Approve);
        Assert.AreEqual(25.50 * of.Count, known.Amount);
        Assert.AreEqual(of[^1].Score, known.LastDecision.Score, 1e-6);
        var refused = await http.GetAsync(new Uri("fraud/customers/c-1", UriKind.Relative), cancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(cancellationToken), "\"field\":\"customerKey\"");
        var unknown = await http.GetAsync(new Uri($"fraud/customers/{default(Pseudonym)}", UriKind.Relative), cancellationToken);
        Assert.AreEqual(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task<long> CountArchivedAsync(string storage, CancellationToken cancellationToken)
    {
        var archive = new ArchiveReader(new BlobServiceClient(storage), new ArchiveOptions());
        var rows = 0L;
        await foreach (var file in archive.ListAsync("fraud/decisions", cancellationToken))
        {
            rows += (await archive.ReadAsync(file.Name.Blob, 0, cancellationToken)).RowCount;
        }

        return rows;
    }

    private static async Task<List<DeadLetter>> ReadDeadLettersAsync(string storage, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in new DeadLetterStore(new BlobServiceClient(storage), new StateOptions()).ListAsync(cancellationToken: cancellationToken))
        {
            letters.Add(letter);
        }

        return letters;
    }

    private static string Payment(string id, string customer, DateTimeOffset? occurredAt = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{occurredAt ?? Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}",
        "instrumentId":"i-{{customer}}","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR","deviceId":"d-{{customer}}"}
        """);
}
