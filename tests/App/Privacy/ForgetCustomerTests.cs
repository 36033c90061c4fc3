using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using XbFunctions.Tests;

namespace XbFunctions.App.Tests.Privacy;

/// <summary>The app as a process, over HTTP: a customer is erased, and no store of the platform holds the customer any more.</summary>
[TestClass]
public sealed class ForgetCustomerTests
{
    private const string Marked = "MARKED-PERSON";
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(6);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, DisplayName = "A customer is erased everywhere and the others stay")]
    [DataRow(true, DisplayName = "A customer is erased everywhere and the others stay, each function in a process of its own")]
    public async Task A_customer_is_erased_everywhere_and_the_others_stay(bool isolated)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        enough.CancelAfter(SafetyNet);
        var cancellation = enough.Token;
        var data = Directory.CreateTempSubdirectory("xb-app-").FullName;
        await using (var app = await AppProcess.StartAsync(data, isolated, "--Erasure:Settle=00:00:00"))
        {
            using var http = new HttpClient { BaseAddress = app.Addresses.Http };
            http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
            var ids = Enumerable.Range(0, 8).Select(static number => $"p-{number}").ToHashSet();
            await DecisionReading.SendAsync(
                app.Addresses.EventHubs!, [.. ids.Select((id, at) => at % 2 == 0 ? (Marked, Payment(id, Marked)) : ("other", Payment(id, "other"))), (Marked, $"{{\"customerId\":\"{Marked}\" broken")], cancellation);
            var decisions = await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, ids, cancellation);
            var key = decisions.First(static decided => decided.PaymentId.Value == "p-0").CustomerKey;
            await UntilAsync(http, $"fraud/customers/{key}", HttpStatusCode.OK, cancellation);
            await UntilAsync(http, "fraud/decisions/p-0", HttpStatusCode.OK, cancellation);
            Assert.IsNotEmpty(await StorageSearch.FindAsync(app.Addresses.Storage, Marked, key, cancellation));

            var asked = await DeleteAsync(http, cancellation);
            Assert.AreEqual((HttpStatusCode.Accepted, "pending"), (asked.Status, asked.Receipt.GetProperty("status").GetString()));
            using var admin = new HttpClient { BaseAddress = new Uri(app.Addresses.Http, "/admin/functions/") };
            admin.DefaultRequestHeaders.Add("x-functions-key", await MasterKeys.ReadAsync(app.Addresses.Storage, cancellation));
            var answer = asked;

            // Once a second: a tight loop would take the time from what it waits for, in other processes.
            using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (answer.Status == HttpStatusCode.Accepted)
            {
                using var body = new StringContent("{}", Encoding.UTF8, "application/json");
                Assert.AreEqual(HttpStatusCode.Accepted, (await admin.PostAsync(new Uri("EraseCustomers", UriKind.Relative), body, TestContext.CancellationToken)).StatusCode);
                answer = await DeleteAsync(http, TestContext.CancellationToken);
                Assert.IsFalse(cancellation.IsCancellationRequested, $"It is not done: {answer.Receipt}\n{app.Output}");
                await looks.WaitForNextTickAsync(TestContext.CancellationToken);
            }

            Assert.AreEqual((HttpStatusCode.OK, "done"), (answer.Status, answer.Receipt.GetProperty("status").GetString()));
            Assert.AreEqual(asked.Receipt.GetProperty("id").GetString(), answer.Receipt.GetProperty("id").GetString());
            Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri($"erasures/{answer.Receipt.GetProperty("id").GetString()}", UriKind.Relative), cancellation)).StatusCode);
            var left = await StorageSearch.FindAsync(app.Addresses.Storage, Marked, key, cancellation);
            Assert.IsEmpty(left, string.Join('\n', left));
            Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"fraud/customers/{key}", UriKind.Relative), cancellation)).StatusCode);
            await UntilAsync(http, "fraud/decisions/p-0", HttpStatusCode.NotFound, cancellation);
            Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri("fraud/decisions/p-1", UriKind.Relative), cancellation)).StatusCode);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Receipt)> DeleteAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var answer = await http.DeleteAsync(new Uri($"customers/{Marked}", UriKind.Relative), cancellationToken);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return (answer.StatusCode, document.RootElement.Clone());
    }

    private static async Task UntilAsync(HttpClient http, string path, HttpStatusCode wanted, CancellationToken cancellationToken)
    {
        while ((await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken)).StatusCode != wanted)
        {
            await Task.Yield();
        }
    }

    private static string Payment(string id, string customer) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{Now:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"{{customer}}",
        "instrumentId":"i-shared","method":"card","sellerId":"s-1","market":"DE","amount":9000,"currency":"EUR","deviceId":"d-{{customer}}"}
        """);
}
