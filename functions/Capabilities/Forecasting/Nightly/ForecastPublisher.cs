using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Writes forecasts where they are read: table <c>Forecasts</c> and hub <c>insights</c>. Doing it again does no harm.</summary>
/// <param name="tables">Account of the table.</param>
/// <param name="publisher">Sends the events.</param>
/// <param name="listeners">Are told of each market; null for none.</param>
public sealed class ForecastPublisher(TableServiceClient tables, IEventPublisher publisher, IEnumerable<IForecastListener>? listeners = null)
{
    /// <summary>Name of the model in events.</summary>
    public const string ModelName = "demand";

    private const int RowsOfTransaction = 100;

    /// <summary>Table of forecasts.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "Forecasts",
        new("Sku", ReadModelColumnType.Text),
        new("Version", ReadModelColumnType.Text),
        new("Hash", ReadModelColumnType.Text),
        new("PublishedAt", ReadModelColumnType.Time),
        new("Body", ReadModelColumnType.Text));

    /// <summary>Name of a sum.</summary>
    /// <param name="name">The market's code, or market, slash and category.</param>
    public static string SumOf(string name) => $"*{name}";

    /// <summary>Name of what a product that has not sold yet borrows.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="category">Its category; empty for the whole market.</param>
    public static string UnsoldOf(string market, string category) => category.Length == 0 ? $"**{market}" : $"**{market}/{category}";

    /// <summary>Key of a product's row in its market's table partition.</summary>
    /// <param name="sku">The product.</param>
    internal static string RowOf(string sku) => IdHash.Of(sku).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Table partition of a market's sums, where no product's name can meet theirs.</summary>
    /// <param name="market">The storefront.</param>
    internal static string SumsOf(CountryCode market) => $"{market}-sums";

    /// <summary>Publishes forecasts of one market's products.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="forecasts">Forecast by product.</param>
    /// <param name="champion">The combination.</param>
    /// <param name="at">Time of the run.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    public async Task PublishAsync(
        CountryCode market, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, ForecastChampion champion, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentNullException.ThrowIfNull(champion);
        await WriteAsync(market.ToString(), forecasts, champion, at, cancellationToken).ConfigureAwait(false);
        foreach (var chunk in forecasts.Where(static one => Sku.TryCreate(one.Id, out _)).Chunk(RowsOfTransaction))
        {
            await publisher.PublishAsync([.. chunk.Select(one => Event(market, one.Id, one.Forecast, champion, at))], cancellationToken).ConfigureAwait(false);
        }

        foreach (var listener in listeners ?? [])
        {
            await listener.PublishedAsync(market, forecasts, at, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what products of one market add up to, and what those borrow that have not sold yet; events are of products only.</summary>
    /// <param name="market">The storefront.</param>
    /// <param name="forecasts">Forecast by the names of <see cref="SumOf"/> and <see cref="UnsoldOf"/>.</param>
    /// <param name="champion">The combination.</param>
    /// <param name="at">Time of the run.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task PublishSumsAsync(
        CountryCode market, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, ForecastChampion champion, DateTimeOffset at, CancellationToken cancellationToken) =>
        WriteAsync(SumsOf(market), forecasts, champion, at, cancellationToken);

    private async Task WriteAsync(
        string partition, IReadOnlyList<(string Id, StoredForecast Forecast)> forecasts, ForecastChampion champion, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(Definition.Table);
        await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var chunk in forecasts.DistinctBy(static one => RowOf(one.Id)).Chunk(RowsOfTransaction))
        {
            await table.SubmitTransactionAsync(
                chunk.Select(one => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(partition, one.Id, one.Forecast, champion, at))),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static TableEntity Row(string partition, string id, StoredForecast forecast, ForecastChampion champion, DateTimeOffset at) =>
        new(partition, RowOf(id))
        {
            ["Sku"] = id,
            ["Version"] = champion.Version,
            ["Hash"] = champion.Hash,
            ["PublishedAt"] = at,
            ["Body"] = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(forecast, ForecastJson.Default.StoredForecast)),
        };

    private static OutgoingEvent Event(CountryCode market, string id, StoredForecast forecast, ForecastChampion champion, DateTimeOffset at)
    {
        var points = forecast.Mean.Select((mean, day) => new ForecastPoint(
            forecast.First.AddDays(day), mean, Math.Max(0, forecast.Quantiles[1][day]), Math.Max(0, forecast.Quantiles[2][day]))).ToList();
        var published = new ForecastPublished(new Sku(id), market, at, new ModelReference(ModelName, champion.Version, champion.Hash), points);
        return new OutgoingEvent(HubNames.Insights, published.PartitionKey, published.EventId, published.Type, EventBody.ToUtf8(published), null);
    }
}
