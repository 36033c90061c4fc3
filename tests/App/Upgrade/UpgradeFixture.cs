using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.App.Tests.Upgrade;

/// <summary>
/// What a release leaves behind when it stops: the data folder of a small run, and the decisions that it made. A folder that was kept reads like one of
/// today. <c>XB_KEEP_FIXTURE=file.zip</c> keeps the one that the tests make, for a release to come.
/// </summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Decisions">Every decision by payment.</param>
internal sealed record UpgradeFixture(string Folder, IReadOnlyDictionary<string, FraudDecided> Decisions)
{
    private const string DecisionsFile = "decisions.jsonl";
    private const string ErasureFile = "erasure.txt";

    /// <summary>Events of each customer in <c>clickstream</c>.</summary>
    public const int Clicks = 3;

    /// <summary>An item of the catalogue.</summary>
    public const string Sku = "up-lamp";

    /// <summary>An erasure that was asked for and had not ended; null for a release that knew none, and kept neither clicks nor items.</summary>
    public string? Erasure { get; } = File.Exists(Path.Combine(Folder, ErasureFile)) ? File.ReadAllText(Path.Combine(Folder, ErasureFile)) : null;

    /// <summary>Customers of the run.</summary>
    public const int Customers = 5;

    /// <summary>Payments of each customer.</summary>
    public const int Payments = 8;

    /// <summary>Makes one with today's code.</summary>
    public static async Task<UpgradeFixture> MakeAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("xb-upgrade-").FullName;
        var now = TimeProvider.System.GetUtcNow();
        string[] ids = [.. Enumerable.Range(0, Customers * Payments).Select(static i => $"up-{i}")];
        IReadOnlyList<FraudDecided> decisions;
        await using (var app = await AppProcess.StartAsync(data, isolated: false))
        {
            (string, string)[] events =
            [
                .. ids.Select((id, i) => ($"c-{i % Customers}", Payment(id, $"c-{i % Customers}", now.AddSeconds(i)))),
                ("c-1", "no json at all"),
                ("c-1", $$"""{"type":"payment.labelled","paymentId":"up-1","customerId":"c-1","label":"cleared","occurredAt":"{{now:O}}"}"""),
            ];
            await DecisionReading.SendAsync(app.Addresses.EventHubs!, events, cancellationToken);
            decisions = await DecisionReading.ReadUntilAsync(app.Addresses.EventHubs!, ids.ToHashSet(), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(data, ErasureFile), await BrowseAsync(app, now, cancellationToken), cancellationToken);
            Assert.AreEqual(0, await app.InterruptAsync(), app.Output);
        }

        await File.WriteAllLinesAsync(
            Path.Combine(data, DecisionsFile),
            decisions.Select(static decided => JsonSerializer.Serialize(decided, EventJson.Default.FraudDecided)),
            cancellationToken);
        if (Environment.GetEnvironmentVariable("XB_KEEP_FIXTURE") is { Length: > 0 } kept)
        {
            await ZipFile.CreateFromDirectoryAsync(data, kept, CompressionLevel.SmallestSize, includeBaseDirectory: false, cancellationToken);
        }

        return new UpgradeFixture(data, decisions.ToDictionary(static decided => decided.PaymentId.Value));
    }

    /// <summary>Opens one that a release left.</summary>
    /// <param name="name">Name of the file in <c>Upgrade/Fixtures</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<UpgradeFixture> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("xb-upgrade-").FullName;
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(AppContext.BaseDirectory, "Upgrade", "Fixtures", name), data, cancellationToken);
        return new UpgradeFixture(
            data,
            (await File.ReadAllLinesAsync(Path.Combine(data, DecisionsFile), cancellationToken))
                .Select(static line => JsonSerializer.Deserialize(line, EventJson.Default.FraudDecided)!)
                .ToDictionary(static decided => decided.PaymentId.Value));
    }

    /// <summary>Clicks of every customer, an item, and an erasure that has not ended.</summary>
    /// <returns>Id of the erasure.</returns>
    private static async Task<string> BrowseAsync(AppProcess app, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = app.Addresses.Http };
        http.DefaultRequestHeaders.Add("x-functions-key", app.Addresses.HostKey);
        using var item = new StringContent(
            $$$"""{"items":[{"sku":"{{{Sku}}}","titles":{"en":"Lamp","de":"Lampe"},"category":"home/light","brand":"B","prices":{"DE":12.50},"stock":{"w-1":5}}]}""", Encoding.UTF8, "application/json");
        (await http.PutAsync(new Uri("items", UriKind.Relative), item, cancellationToken)).EnsureSuccessStatusCode();
        await DecisionReading.SendClicksAsync(
            app.Addresses.EventHubs!,
            [
                .. Enumerable.Range(0, Customers * Clicks).Select(i => ($"c-{i % Customers}", Click(i, $"c-{i % Customers}", now.AddSeconds(i)))),
                ("a-1", Click(1_000, "a-1", now).Replace("customerId", "anonymousId", StringComparison.Ordinal)),
            ],
            cancellationToken);
        for (var customer = 0; customer < Customers; customer++)
        {
            await EventsAsync(http, $"c-{customer}", Clicks, cancellationToken);
        }

        using var erased = await http.DeleteAsync(new Uri("customers/c-erased", UriKind.Relative), cancellationToken);
        return JsonDocument.Parse(await erased.Content.ReadAsStringAsync(cancellationToken)).RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Waits until a customer's profile tells of so many events.</summary>
    public static async Task EventsAsync(HttpClient http, string customer, int events, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await http.GetAsync(new Uri($"customers/{customer}", UriKind.Relative), cancellationToken);
            if (answer.IsSuccessStatusCode
                && JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement.GetProperty("profile").GetProperty("events").GetInt64() is var seen && seen >= events)
            {
                Assert.AreEqual(events, seen, customer);
                return;
            }

            await Task.Yield();
        }
    }

    /// <summary>A click of a customer of the run.</summary>
    public static string Click(int id, string customerId, DateTimeOffset occurredAt) =>
        $$"""
        {"type":"product.viewed","eventId":"click-{{id}}","occurredAt":"{{occurredAt:O}}","market":"DE","customerId":"{{customerId}}","sku":"{{Sku}}","unitPrice":12.5,"currency":"EUR"}
        """;

    /// <summary>The customer of a payment of the run.</summary>
    public static string CustomerOf(string paymentId) => $"c-{int.Parse(paymentId[3..], CultureInfo.InvariantCulture) % Customers}";

    /// <summary>A payment of a customer of the run.</summary>
    public static string Payment(string paymentId, string customerId, DateTimeOffset occurredAt) =>
        $$"""
        {"type":"payment.authorised","paymentId":"{{paymentId}}","occurredAt":"{{occurredAt:O}}","customerId":"{{customerId}}",
         "instrumentId":"tok-{{customerId}}","method":"card","sellerId":"s-1","market":"DE","amount":25.50,"currency":"EUR"}
        """;
}
