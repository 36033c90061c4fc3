using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Contracts;
using XbFunctions.Host;

namespace XbFunctions.Capabilities.Tests.Catalogue;

/// <summary>The catalogue on a real store, shared by several processes' copies.</summary>
[TestClass]
public sealed class ItemCatalogueTests
{
    private static AzuriteProcess? _azurite;
    private static string _folder = "";
    private static int _names;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _folder = Directory.CreateTempSubdirectory("xb-catalogue-").FullName;
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = _folder }, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await _azurite!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public async Task Each_item_of_a_request_is_taken_or_refused_by_itself()
    {
        using var catalogue = Open(NewStore());
        var (_, results) = await PutAsync(
            catalogue, Item("a"), """{"sku":"b","titles":{},"category":"x","prices":{"DE":1}}""", Item("a"), "7", Item("c").Replace("12.50", "12.505", StringComparison.Ordinal), Item("d"));
        CollectionAssert.AreEqual(
            (ItemOutcome[])[ItemOutcome.Created, ItemOutcome.Refused, ItemOutcome.Refused, ItemOutcome.Refused, ItemOutcome.Refused, ItemOutcome.Created],
            results!.Select(static result => result.Outcome).ToArray());
        CollectionAssert.AreEqual(
            (string?[])[null, "titles", "sku", "", "prices.DE", null], results!.Select(static result => result.Problem?.Field).ToArray());
        Assert.AreEqual(2, catalogue.Current.Count);
        Assert.IsTrue(catalogue.Current.TryFind(new Sku("d"), out var item, out _));
        Assert.AreEqual(new Money(1250, CurrencyCode.Parse("EUR")), item.Prices[CountryCode.Parse("DE")]);
    }

    [TestMethod]
    public async Task The_same_request_again_changes_nothing_and_another_version_is_refused()
    {
        using var catalogue = Open(NewStore());
        var (first, _) = await PutAsync(catalogue, Item("a"), Item("b"));
        var (second, results) = await PutAsync(catalogue, Item("a"), Item("b", hidden: true));
        CollectionAssert.AreEqual((ItemOutcome[])[ItemOutcome.Unchanged, ItemOutcome.Updated], results!.Select(static result => result.Outcome).ToArray());
        Assert.IsGreaterThan(0, second.CompareTo(first));
        var (now, refused) = await catalogue.PutAsync(Json(Item("c")), first, TestContext.CancellationToken);
        Assert.IsNull(refused);
        Assert.AreEqual(second, now);
        Assert.AreEqual(2, catalogue.Current.Count);
    }

    [TestMethod]
    public async Task What_another_process_hides_or_sells_out_is_gone_within_the_stated_time()
    {
        var container = NewStore();
        var time = new FakeTimeProvider();
        using var writer = Open(container);
        using var reader = Open(container, time: time);
        await PutAsync(writer, Item("a"), Item("b"));
        var (de, day) = (CountryCode.Parse("DE"), new DateOnly(2026, 6, 1));
        var before = await reader.GetAsync(TestContext.CancellationToken);
        Assert.IsTrue(before[0].IsSold(de, de, day));
        await PutAsync(writer, Item("a", hidden: true), Item("b", stock: 0));
        Assert.IsFalse(writer.Current[0].IsSold(de, de, day), "at once where it is written");

        time.Advance(new CatalogueOptions().CheckEvery * 2);
        var after = await reader.GetAsync(TestContext.CancellationToken);
        Assert.AreEqual(writer.Current.Version, after.Version);
        Assert.IsFalse(after[0].IsSold(de, de, day));
        Assert.IsFalse(after[1].IsSold(de, de, day));
        Assert.IsTrue(before[0].IsSold(de, de, day), "a snapshot does not change under who uses it");
    }

    [TestMethod]
    public async Task Writers_at_once_over_logs_that_begin_anew_lose_nothing()
    {
        var container = NewStore();
        ItemCatalogue[] writers = [.. Enumerable.Range(0, 4).Select(_ => Open(container, logBytes: 65_536))];
        await Task.WhenAll(writers.Select((writer, number) => Task.Run(async () =>
        {
            for (var round = 0; round < 12; round++)
            {
                await writer.PutAsync(
                    [.. Enumerable.Range(0, 40).SelectMany(i => Json(Item($"own-{number}-{(round * 20) + i}"), Item($"shared-{i}", stock: (number * 100) + round)))],
                    null,
                    TestContext.CancellationToken);
            }
        })));
        using var late = Open(container);
        var all = await late.GetAsync(TestContext.CancellationToken);
        Assert.IsGreaterThan(2, all.Version.Generation);
        Assert.AreEqual((4 * ((11 * 20) + 40)) + 40, all.Count);
        foreach (var writer in writers)
        {
            // Each copy, which has followed the logs, is what a new process reads from the base.
            await PutAsync(writer, Item("own-0-0"));
            Assert.AreEqual(all.Version, writer.Current.Version);
            for (var number = 0; number < all.Count; number++)
            {
                Assert.IsTrue(writer.Current.TryFind(all[number].Sku, out _, out var hash));
                all.TryFind(all[number].Sku, out _, out var expected);
                Assert.AreEqual(expected, hash, all[number].Sku.Value);
            }

            writer.Dispose();
        }
    }

    private static BlobContainerClient NewStore() => new BlobServiceClient(_azurite!.ConnectionString)
        .GetBlobContainerClient($"catalogue-{Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture)}");

    private static ItemCatalogue Open(BlobContainerClient container, TimeProvider? time = null, long logBytes = 32 << 20) => new(
        new CatalogueStore(container), new CatalogueOptions { LogBytes = logBytes }, time ?? TimeProvider.System, NullLogger<ItemCatalogue>.Instance);

    private Task<(CatalogueVersion Version, IReadOnlyList<ItemResult>? Results)> PutAsync(ItemCatalogue catalogue, params string[] items) =>
        catalogue.PutAsync(Json(items), null, TestContext.CancellationToken);

    private static JsonElement[] Json(params string[] items) => [.. items.Select(static item => JsonSerializer.Deserialize<JsonElement>(item))];

    private static string Item(string sku, bool hidden = false, int stock = 5) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"sku":"{{sku}}","titles":{"en":"Lamp","de-DE":"Lampe"},"category":"home/light","brand":"B","prices":{"DE":12.50,"JP":1900},"stock":{"w":{{stock}}},"hidden":{{(hidden ? "true" : "false")}}}""");
}
