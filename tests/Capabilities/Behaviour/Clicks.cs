using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

/// <summary>Clicks of made-up visitors, and an aggregator for them.</summary>
internal static class Clicks
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly PseudonymKey Key = new(new byte[32]);
    public static readonly StreamPartition Partition = new(HubNames.Clickstream, "behaviour", "1");

    public static ClickAggregator Aggregator(BehaviourOptions? options = null) => new(
        new ClickSubjectReader(Key, new ReferenceRates(), new NoItemAttributes()),
        options ?? new BehaviourOptions(),
        new BehaviourInstruments(new TestMeters()),
        TimeProvider.System,
        NullLogger<ClickAggregator>.Instance);

    public static Pseudonym Customer(int number) => Key.Of(PseudonymKind.Customer, $"c-{number}");

    public static string View(int id, int customer, double minutes, int sku) =>
        Text(id, "product.viewed", customer, minutes, $",\"sku\":\"k-{sku}\",\"unitPrice\":12.5,\"currency\":\"EUR\"");

    public static string Cart(int id, int customer, double minutes, int sku) => Text(id, "cart.added", customer, minutes, $",\"sku\":\"k-{sku}\",\"quantity\":1");

    public static string Order(int id, int customer, double minutes, params int[] skus) => Text(
        id,
        "order.completed",
        customer,
        minutes,
        $",\"orderId\":\"o-{id}\",\"amount\":30,\"currency\":\"EUR\",\"items\":[{string.Join(',', skus.Select(static sku => $"{{\"sku\":\"k-{sku}\",\"quantity\":2,\"unitPrice\":15}}"))}]");

    public static string Search(int id, int customer, double minutes, string query, int results) =>
        Text(id, "search.performed", customer, minutes, $",\"query\":\"{query}\",\"resultCount\":{results}");

    public static string Shown(int id, int customer, double minutes, string source, string list, params int[] skus) => Text(
        id,
        "recommendation.shown",
        customer,
        minutes,
        $",\"skus\":[{string.Join(',', skus.Select(static sku => $"\"k-{sku}\""))}],\"source\":\"{source}\",\"recommendationId\":\"{list}\"");

    public static string Clicked(int id, int customer, double minutes, string source, string list, int sku, int position) => Text(
        id,
        "recommendation.clicked",
        customer,
        minutes,
        $",\"sku\":\"k-{sku}\",\"position\":{position},\"source\":\"{source}\",\"recommendationId\":\"{list}\"");

    public static Pseudonym Visitor(int number) => Key.Of(PseudonymKind.Anonymous, $"a-{number}");

    public static string SignIn(int id, int customer, double minutes) => Text(id, "customer.identified", customer, minutes, $",\"anonymousId\":\"a-{customer}\"");

    /// <summary>The same click before its customer signed in.</summary>
    public static string Anonymous(string click) => click.Replace("\"customerId\":\"c-", "\"anonymousId\":\"a-", StringComparison.Ordinal);

    /// <summary>What the aggregator published, as it comes back to it.</summary>
    public static StreamEvent Own(long sequence, (string Type, string Id, string Body) published, double minutes) => new(
        sequence, Start.AddMinutes(minutes), Encoding.UTF8.GetBytes(published.Body), published.Id, published.Type, null);

    public static StreamEvent Event(long sequence, string body, DateTimeOffset? arrival = null) => new(
        sequence, arrival ?? TimeOf(body).AddSeconds(1), Encoding.UTF8.GetBytes(body), null, null, null);

    /// <summary>Processes batches with a fresh result each, and gives what they published.</summary>
    public static async Task<List<(string Type, string Id, string Body)>> RunAsync(ClickAggregator aggregator, BehaviourState state, params StreamEvent[][] batches)
    {
        var result = new BatchResult();
        var published = new List<(string, string, string)>();
        foreach (var batch in batches)
        {
            result.Reset();
            await aggregator.ProcessAsync(state, batch, result, CancellationToken.None);
            for (var index = 0; index < result.OutputCount; index++)
            {
                var output = result.OutputAt(index);
                published.Add((output.EventType, output.EventId.ToString(), Encoding.UTF8.GetString(output.Body.Span)));
            }
        }

        return published;
    }

    public static byte[] BytesOf(BehaviourState state)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using var capture = state.Capture();
        while (capture.TryWriteNext(bytes, int.MaxValue))
        {
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static DateTimeOffset TimeOf(string body)
    {
        var at = body.IndexOf("\"occurredAt\":\"", StringComparison.Ordinal) + 14;
        return DateTimeOffset.Parse(body[at..body.IndexOf('"', at)], CultureInfo.InvariantCulture);
    }

    private static string Text(int id, string type, int customer, double minutes, string rest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"{type}\",\"eventId\":\"e-{id}\",\"occurredAt\":\"{Start.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ss.fffZ}\",\"market\":\"DE\",\"customerId\":\"c-{customer}\",\"language\":\"de\"{rest}}}");
}
